package com.acme.coro.itests.hotswap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroConstants;
import com.acme.coro.api.CoroFunction;
import com.acme.coro.api.CoroState;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.hotswap.SwapReport;
import com.acme.coro.api.spi.Coroutines;
import com.acme.coro.itests.container.Await;
import com.acme.coro.itests.container.Configurations;
import com.acme.coro.itests.container.Container;
import com.acme.coro.itests.container.SourceJar;
import com.acme.coro.itests.container.TestBundles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.SynchronousBundleListener;

/** Of the functions of a bundle one goes again after its coroutine has tried it, and before it has entered it. */
public class FleetingTest {
    private static final List<String> TWO = List.of("test.left", "test.right");
    /** All enter as soon as this one is there; it is not the one that goes, which is not wholly there while it comes. */
    private static final String LAST = "test.last";

    @RegisterExtension
    final TestBundles bundles = new TestBundles();

    @RegisterExtension
    final Configurations configurations = new Configurations();

    @RegisterExtension
    final Hot hot = new Hot();

    private final List<Coro> started = new ArrayList<>();

    private static SourceJar version(String version) {
        return new SourceJar("test.fleeting", version);
    }

    private static CoroFunction answering(String answer) {
        return (self, args) -> {
            self.swappable(true);
            while (true) {
                if (self.receive() instanceof Coro asker) asker.send(answer);
            }
        };
    }

    private static ServiceRegistration<?> offer(Bundle bundle, String name, Object service) {
        return bundle.getBundleContext()
                .registerService(
                        CoroFunction.class.getName(), service, new Hashtable<>(Map.of(CoroConstants.FUNCTION, name)));
    }

    private static CoroState state(Coro c) {
        return Container.service(Coroutines.class).status(c).orElseThrow().state();
    }

    /** Whoever is got second takes the first one back. */
    private static final class Fleeting implements ServiceFactory<CoroFunction> {
        private final Runnable before;
        /** Of whoever enters. */
        private ServiceRegistration<CoroFunction> first;

        Fleeting(Runnable before) {
            this.before = before;
        }

        @Override
        public synchronized CoroFunction getService(Bundle user, ServiceRegistration<CoroFunction> registration) {
            if (first == null) {
                first = registration;
            } else {
                before.run();
                first.unregister();
            }
            return answering("fleeting");
        }

        @Override
        public void ungetService(Bundle user, ServiceRegistration<CoroFunction> registration, CoroFunction service) {
            // nothing to give back
        }
    }

    private Coro start(String name) {
        Coro made = Container.scheduler().start(name);
        started.add(made);
        assertEquals("old", Hot.read(made));
        return made;
    }

    private List<Coro> started(Bundle bundle) {
        all(bundle, answering("old"), answering("old"));
        start(LAST);
        return TWO.stream().map(this::start).toList();
    }

    private static void all(Bundle bundle, Object two, Object last) {
        TWO.forEach(name -> offer(bundle, name, two));
        offer(bundle, LAST, last);
    }

    @AfterEach
    void end() {
        started.forEach(c -> c.terminate("the test is over"));
        started.forEach(Coro::join);
    }

    private static Coro onlyOneIn(CoroState state, List<Coro> both) {
        List<Coro> found = both.stream().filter(c -> state(c) == state).toList();
        assertEquals(1, found.size(), () -> state + ": " + found);
        return found.getFirst();
    }

    @Test
    void shouldWaitForItsFunctionToBeOfferedOnceMore() throws Exception {
        Bundle bundle = bundles.started(version("1.0.0"));
        List<Coro> both = started(bundle);
        bundle.stop();
        bundle.start();

        var fleeting = new Fleeting(() -> {});
        all(bundle, fleeting, answering("last"));

        Coro waits = onlyOneIn(CoroState.BETWEEN, both);
        both.stream().filter(c -> !c.equals(waits)).forEach(c -> assertEquals("fleeting", Hot.read(c)));
        assertEquals(List.of(), hot.reports(), "it is not over yet");
        offer(bundle, TWO.get(both.indexOf(waits)), answering("new"));
        assertEquals("new", Hot.read(waits));
        assertEquals(SwapReport.Result.SWAPPED, hot.report().result());
    }

    @Test
    void shouldNotWaitForEverWhereTheFunctionOfTheVersionBeforeGoesAgain() throws Exception {
        configurations.set(Hot.PID, Map.of("swap.start", 300L));
        Bundle bundle = bundles.started(version("1.0.0"));
        List<Coro> both = started(bundle);
        var enters = new CountDownLatch(1);
        var fleeting = new Fleeting(() -> {
            enters.countDown();
            // what is left of the time for the roll-back goes by
            Container.scheduler()
                    .spawn("longer", self -> {
                        self.sleep(Duration.ofMillis(900));
                        return null;
                    })
                    .join();
        });
        SynchronousBundleListener rolledBack = event -> {
            if (event.getType() != BundleEvent.STARTED || event.getBundle() != bundle) return;
            if (!bundle.getVersion().toString().equals("1.0.0")) return;
            Thread.ofPlatform().daemon().start(() -> all(bundle, fleeting, answering("last")));
            awaitUninterruptibly(enters);
        };
        BundleContext context = Container.context();
        context.addBundleListener(rolledBack);
        try {
            Hot.update(bundle, version("2.0.0"));
            Outcome how = Await.present(
                    "one of them has ended",
                    () -> both.stream()
                            .filter(c -> !c.alive())
                            .map(c -> c.join())
                            .findFirst());
            var gone = assertInstanceOf(Outcome.CodeGone.class, how);
            assertTrue(gone.reason().contains("the old version did not offer"), gone::reason);
        } finally {
            context.removeBundleListener(rolledBack);
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            if (!latch.await(Hot.SOON.toSeconds(), TimeUnit.SECONDS)) throw new AssertionError("nobody enters");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
