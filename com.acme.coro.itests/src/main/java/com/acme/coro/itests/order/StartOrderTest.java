package com.acme.coro.itests.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.itests.code.Offered;
import com.acme.coro.itests.container.Await;
import com.acme.coro.itests.container.Configurations;
import com.acme.coro.itests.container.Container;
import com.acme.coro.itests.container.TestBundles;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;

/** The bundles of a container are stopped in any order and started in any order, and then all of it works. */
public class StartOrderTest {
    private static final List<String> ALL = List.of(
            "org.apache.felix.log",
            "org.apache.felix.configadmin",
            "org.apache.felix.metatype",
            "org.apache.felix.scr",
            "com.acme.coro.api",
            "com.acme.coro.scheduler",
            "com.acme.coro.shell",
            "com.acme.coro.examples.clientserver",
            "com.acme.coro.examples.lookup",
            "test.server");

    @RegisterExtension
    final TestBundles bundles = new TestBundles();

    @RegisterExtension
    final Configurations configurations = new Configurations();

    static Stream<List<String>> orders() {
        var backwards = new ArrayList<>(ALL);
        Collections.reverse(backwards);
        Stream<List<String>> shuffled = IntStream.range(0, 8).mapToObj(seed -> {
            var order = new ArrayList<>(ALL);
            Collections.shuffle(order, new Random(seed));
            return order;
        });
        return Stream.concat(Stream.of(ALL, backwards), shuffled);
    }

    @AfterEach
    void startAll() throws BundleException {
        for (String name : ALL) {
            if (!name.startsWith("test.")) Container.bundle(name).start();
        }
    }

    @ParameterizedTest
    @MethodSource("orders")
    void shouldWorkHoweverTheBundlesAreStarted(List<String> order) throws Exception {
        bundles.started("server", Offered.class);
        configurations.addScheduler("further", Map.of());
        Container.service(Scheduler.class, Container.schedulerCalled("further"));

        for (int i = order.size() - 1; i >= 0; i--)
            Container.bundle(order.get(i)).stop();
        OurThreads.await(List.of());
        for (String name : order) Container.bundle(name).start();

        assertEveryBodyWorks();
    }

    @ParameterizedTest
    @MethodSource("orders")
    void shouldWorkHoweverTheBundlesAreStopped(List<String> order) throws Exception {
        bundles.started("server", Offered.class);
        configurations.addScheduler("further", Map.of());
        Container.service(Scheduler.class, Container.schedulerCalled("further"));

        for (String name : order) Container.bundle(name).stop();
        for (String name : ALL) Container.bundle(name).start();

        assertEveryBodyWorks();
    }

    private static void assertEveryBodyWorks() throws Exception {
        for (String scheduler : List.of("default", "further")) {
            Scheduler coros = Container.service(Scheduler.class, Container.schedulerCalled(scheduler));
            assertEquals(
                    new Outcome.Returned(scheduler),
                    coros.spawn("new", self -> scheduler).join());
        }
        Await.until(
                "the started function's coroutines are there",
                () -> Container.published("test.server").isPresent()
                        && Container.scheduler().locate("test.server.further").isPresent());
        Callable<?> lookup = Await.present("the example's check", () -> {
            ServiceReference<?>[] found =
                    Container.context().getServiceReferences(Callable.class.getName(), "(coro.demo=60)");
            return Optional.ofNullable(found)
                    .map(f -> (Callable<?>) Container.context().getService(f[0]));
        });
        assertTrue(((String) lookup.call()).contains("by a reference and by a tracker"));
        for (String name : ALL)
            assertEquals(Bundle.ACTIVE, Container.bundle(name).getState(), name);
    }
}
