package com.acme.coro.itests.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroSnapshot;
import com.acme.coro.api.CoroState;
import com.acme.coro.api.spi.Coroutines;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** Makes bundles while a test runs; uninstalls them after it, and looks whether anything of them is left. */
public final class TestBundles implements AfterEachCallback {
    private static final String PREFIX = "test.";

    private final List<TestBundle> made = new ArrayList<>();

    /** Makes, installs and starts a bundle. */
    public TestBundle started(String name, Class<?>... code) throws BundleException {
        TestBundle made = installed(name, code);
        made.start();
        return made;
    }

    /** Makes and installs a bundle. */
    public TestBundle installed(String name, Class<?>... code) throws BundleException {
        Bundle bundle = Container.context().installBundle("test:" + name, Jar.of(PREFIX + name, "1.0.0", code));
        var test = new TestBundle(bundle, code);
        made.add(test);
        return test;
    }

    /** Installs and starts a bundle. */
    public Bundle started(SourceJar jar) throws BundleException {
        Bundle bundle = installed(jar);
        bundle.start();
        return bundle;
    }

    /** Installs a bundle. */
    public Bundle installed(SourceJar jar) throws BundleException {
        Bundle bundle = Container.context()
                .installBundle("test:source:" + System.identityHashCode(jar), new ByteArrayInputStream(jar.bytes()));
        made.add(new TestBundle(bundle));
        return bundle;
    }

    @Override
    public void afterEach(ExtensionContext test) throws BundleException {
        for (TestBundle b : made) {
            if (b.bundle().getState() != Bundle.UNINSTALLED) b.uninstall();
        }
        made.clear();
        // they wait for a bundle of that name; the next test would bring it
        Coroutines all = Container.service(Coroutines.class);
        for (CoroSnapshot c : left(all)) {
            if (c.state() == CoroState.BETWEEN) {
                for (Coro waiting : all.find(c.id().toString())) {
                    waiting.terminate("the test is over");
                    waiting.join();
                }
            }
        }
        List<CoroSnapshot> left = left(all);
        assertEquals(List.of(), left, "coroutines of bundles that are gone");
    }

    private static List<CoroSnapshot> left(Coroutines all) {
        return all.all().stream().filter(c -> c.bundle().startsWith(PREFIX)).toList();
    }
}
