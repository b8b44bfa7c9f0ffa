package com.acme.coro.itests.hotswap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroConstants;
import com.acme.coro.api.CoroFunction;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.hotswap.SwapReport;
import com.acme.coro.itests.container.Configurations;
import com.acme.coro.itests.container.Container;
import com.acme.coro.itests.container.SourceJar;
import com.acme.coro.itests.container.TestBundles;
import java.util.Hashtable;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceRegistration;

/** Bundles that are stopped, uninstalled and replaced by hand. */
public class OperatorTest {
    @RegisterExtension
    final TestBundles bundles = new TestBundles();

    @RegisterExtension
    final Configurations configurations = new Configurations();

    @RegisterExtension
    final Hot hot = new Hot();

    private static Coro counting() {
        Coro meter = Hot.meter();
        meter.send(42);
        assertEquals("1.0.0: 42", Hot.read(meter));
        return meter;
    }

    @Test
    void shouldLeaveABundleStoppedThatWasStoppedForNow() throws Exception {
        configurations.set(Hot.PID, Map.of("swap.start", 100L, "swap.wait", 2_000L));
        Bundle bundle = bundles.started(Meters.version("1.0.0").jar());
        Coro meter = counting();

        bundle.stop(Bundle.STOP_TRANSIENT);
        Hot.update(bundle, Meters.version("2.0.0").jar());

        assertInstanceOf(Outcome.CodeGone.class, meter.tryJoin(Hot.SOON).orElseThrow());
        assertTrue(bundle.getState() != Bundle.ACTIVE, "it is as stopped as it was");
        assertEquals("2.0.0", bundle.getVersion().toString());
        assertEquals(SwapReport.Result.CODE_GONE, hot.report().result());
    }

    @Test
    void shouldNotPutTheOldBytesIntoAnotherBundle() throws Exception {
        configurations.set(Hot.PID, Map.of("swap.wait", 2_000L));
        Bundle gone = bundles.started(Meters.version("1.0.0").jar());
        Coro meter = counting();
        gone.uninstall();

        Bundle other = bundles.started(Meters.version("2.0.0")
                .members("public Meter() { throw new IllegalStateException(\"not today\"); }")
                .jar());

        assertInstanceOf(Outcome.CodeGone.class, meter.tryJoin(Hot.SOON).orElseThrow());
        assertEquals("2.0.0", other.getVersion().toString());
        assertEquals(SwapReport.Result.CODE_GONE, hot.report().result());
    }

    @Test
    void shouldSeeAFunctionThatComesWhileTheOldOneIsBeingLeft() throws Exception {
        Bundle bundle = bundles.started(new SourceJar("test.quick", "1.0.0"));
        CoroFunction second = (self, args) -> {
            self.swappable(true);
            while (true) {
                if (self.receive() instanceof Coro asker) asker.send("second");
            }
        };
        CoroFunction first = (self, args) -> {
            self.swappable(() -> {
                offer(bundle, second);
                return "left";
            });
            while (true) {
                if (self.receive() instanceof Coro asker) asker.send("first");
            }
        };
        ServiceRegistration<?> offered = offer(bundle, first);
        Coro quick = Container.scheduler().start("test.quick");
        assertEquals("first", Hot.read(quick));

        offered.unregister();

        assertEquals("second", Hot.read(quick));
        quick.terminate();
        quick.join();
    }

    private static ServiceRegistration<?> offer(Bundle bundle, CoroFunction function) {
        return bundle.getBundleContext()
                .registerService(
                        CoroFunction.class.getName(),
                        function,
                        new Hashtable<>(Map.of(CoroConstants.FUNCTION, "test.quick")));
    }
}
