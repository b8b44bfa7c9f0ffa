package com.acme.coro.itests.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.itests.container.Container;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** Our scheduler without what it can do without. */
public class LeftOutTest {
    private static final List<String> OTHERS = List.of(
            "org.apache.felix.log",
            "org.apache.felix.configadmin",
            "org.apache.felix.metatype",
            "org.apache.felix.gogo.runtime",
            "org.apache.felix.scr");

    private final Bundle scheduler = Container.bundle("com.acme.coro.scheduler");

    @AfterEach
    void startAll() throws BundleException {
        for (String other : OTHERS) Container.bundle(other).start();
        scheduler.start();
        Container.scheduler();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.apache.felix.log",
                "org.apache.felix.configadmin",
                "org.apache.felix.metatype",
                "org.apache.felix.gogo.runtime"
            })
    void shouldRunCoroutinesWithout(String other) throws Exception {
        scheduler.stop();
        Container.bundle(other).stop();

        scheduler.start();

        assertRuns();
    }

    @Test
    void shouldRunCoroutinesWithoutAnyOfThem() throws Exception {
        scheduler.stop();
        for (String other : OTHERS) {
            if (!other.endsWith("scr")) Container.bundle(other).stop();
        }

        scheduler.start();

        assertRuns();
    }

    @Test
    void shouldWaitForTheComponentRuntime() throws Exception {
        Container.bundle("org.apache.felix.scr").stop();
        assertFalse(Container.has(Scheduler.class, "(objectClass=*)"));
        OurThreads.await(List.of());

        Container.bundle("org.apache.felix.scr").start();

        assertRuns();
    }

    private static void assertRuns() {
        Outcome how = Container.scheduler()
                .spawn("new", self -> {
                    self.log().warn("here I am");
                    return self.sleep(Duration.ofMillis(1)).isEmpty();
                })
                .join();
        assertEquals(new Outcome.Returned(true), how);
    }
}
