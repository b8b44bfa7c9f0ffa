package com.acme.coro.itests.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.acme.coro.api.CoroStatus;
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
        List<CoroStatus> left = Container.service(Coroutines.class).all().stream()
                .filter(c -> c.bundle().startsWith(PREFIX))
                .toList();
        assertEquals(List.of(), left, "coroutines of bundles that are gone");
    }
}
