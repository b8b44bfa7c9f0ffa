package com.acme.coro.itests.hotswap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.hotswap.SwapReport;
import com.acme.coro.itests.container.Configurations;
import com.acme.coro.itests.container.Container;
import com.acme.coro.itests.container.SourceJar;
import com.acme.coro.itests.container.TestBundles;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** Bundles that an operator has stopped, or that cannot start any more, while their coroutines wait. */
public class StoppedTest {
    @RegisterExtension
    final TestBundles bundles = new TestBundles();

    @RegisterExtension
    final Configurations configurations = new Configurations();

    @RegisterExtension
    final Hot hot = new Hot();

    @Test
    void shouldNotStartWhatWasStoppedForNow() throws Exception {
        configurations.set(Hot.PID, Map.of("swap.start", 100L, "swap.wait", 1_500L));
        Bundle bundle = bundles.started(Meters.version("1.0.0").jar());
        Coro meter = Hot.meter();
        assertEquals("1.0.0: 0", Hot.read(meter));

        bundle.stop(Bundle.STOP_TRANSIENT);
        Hot.update(bundle, Meters.version("2.0.0").jar());

        assertInstanceOf(Outcome.CodeGone.class, meter.join());
        assertEquals(SwapReport.Result.CODE_GONE, hot.report().result());
        assertEquals(0, bundle.getState() & (Bundle.ACTIVE | Bundle.STARTING), "it is as stopped as it was");
    }

    @Test
    void shouldRollBackWhatWasStoppedForNowOnceItWasStartedInVain() throws Exception {
        configurations.set(Hot.PID, Map.of("swap.start", 300L));
        Bundle bundle = bundles.started(Meters.version("1.0.0").jar());
        Coro meter = Hot.meter();
        meter.send(42);
        assertEquals("1.0.0: 42", Hot.read(meter));

        bundle.stop(Bundle.STOP_TRANSIENT); // as deployers do
        Hot.update(bundle, RollBackTest.Fault.DOES_NOT_RESOLVE.version());
        assertThrows(BundleException.class, bundle::start);

        assertEquals("1.0.0: 42", Hot.read(meter));
        assertEquals(SwapReport.Result.ROLLED_BACK, hot.report().result());
    }

    @Test
    void shouldEndThoseWhoseBundleDoesNotResolveAnyMore() throws Exception {
        configurations.set(Hot.PID, Map.of("swap.wait", 500L));
        Bundle api = bundles.started(new SourceJar("test.units", "1.0.0"));
        bundles.started(Meters.version("1.0.0").jar().header("Require-Bundle", "test.units;bundle-version=\"[1,2)\""));
        Coro meter = Hot.meter();
        assertEquals("1.0.0: 0", Hot.read(meter));

        Hot.update(api, new SourceJar("test.units", "2.0.0"));
        Container.refresh(api);

        Outcome outcome = meter.join();
        assertInstanceOf(Outcome.CodeGone.class, outcome);
        assertEquals(SwapReport.Result.CODE_GONE, hot.report().result());
    }

    @Test
    void shouldNotPutTheBytesOfAnUninstalledBundleIntoAnother() throws Exception {
        configurations.set(Hot.PID, Map.of("swap.start", 300L));
        Bundle first = bundles.started(typed("1.0.0").jar());
        Coro meter = Hot.meter();
        meter.send(42);
        assertEquals("1.0.0: 42", Hot.read(meter));

        first.uninstall();
        Bundle second = bundles.started(RollBackTest.Fault.STATE_OF_ANOTHER_TYPE.version());
        Hot.update(second, typed("3.0.0").jar());

        assertEquals("3.0.0: 42", Hot.read(meter));
        assertEquals("3.0.0", second.getVersion().toString());
        assertEquals(SwapReport.Result.SWAPPED, hot.report().result());
    }

    private static Meters typed(String version) {
        return Meters.version(version)
                .members("@Transferable public record State(int sum) {}")
                .state("new State(sum[0])", "self.carried(State.class).map(State::sum).orElse(0)");
    }
}
