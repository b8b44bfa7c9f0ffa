package com.acme.coro.itests.hotswap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.hotswap.SwapReport;
import com.acme.coro.itests.container.Container;
import com.acme.coro.itests.container.TestBundles;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.framework.Bundle;

/** A new version is tried beside the old one, which goes on undisturbed when it does not do. */
public class StagedTest {
    @RegisterExtension
    final TestBundles bundles = new TestBundles();

    @RegisterExtension
    final Hot hot = new Hot();

    private static Meters typed(String version) {
        return Meters.version(version)
                .members("@Transferable public record State(int sum) {}")
                .state("new State(sum[0])", "self.carried(State.class).map(State::sum).orElse(0)");
    }

    @Test
    void shouldUpdateToWhatDoes() throws Exception {
        Bundle bundle = bundles.started(typed("1.0.0").jar());
        Coro meter = Hot.meter();
        meter.send(42);

        SwapReport report =
                Hot.swaps().stage(Meters.FUNCTION, Hot.stream(typed("2.0.0").jar()));

        assertEquals(SwapReport.Result.SWAPPED, report.result(), report::toString);
        assertEquals("2.0.0: 42", Hot.read(meter));
        assertEquals("2.0.0", bundle.getVersion().toString());
        assertNoCopy();
        assertEquals(List.of(), Hot.swaps().leaks());
    }

    @Test
    void shouldRollBackWhatFailsOnlyWhenItIsStarted() throws Exception {
        Bundle bundle = bundles.started(typed("1.0.0").jar());
        Coro meter = Hot.meter();
        meter.send(42);

        SwapReport report =
                Hot.swaps().stage(Meters.FUNCTION, Hot.stream(RollBackTest.Fault.ACTIVATOR_THROWS.version()));

        assertEquals(SwapReport.Result.ROLLED_BACK, report.result(), report::toString);
        assertEquals("1.0.0: 42", Hot.read(meter));
        assertEquals("1.0.0", bundle.getVersion().toString());
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"ACTIVATOR_THROWS", "ACTIVATE_THROWS", "TAKES_OTHER_ARGUMENTS"})
    void refusesWhatDoesNot(RollBackTest.Fault fault) throws Exception {
        Bundle bundle = bundles.started(typed("1.0.0").jar());
        long installed = bundle.getLastModified();
        Coro meter = Hot.meter();
        meter.send(42);

        SwapReport report = Hot.swaps().stage(Meters.BUNDLE, Hot.stream(fault.version()));

        assertEquals(SwapReport.Result.REFUSED, report.result(), report::toString);
        assertTrue(!report.reason().isEmpty());
        assertEquals("1.0.0: 42", Hot.read(meter));
        assertEquals(installed, bundle.getLastModified());
        assertNoCopy();
    }

    @Test
    void refusesAnotherBundle() throws Exception {
        bundles.started(typed("1.0.0").jar());
        Hot.meter();
        var other = new com.acme.coro.itests.container.SourceJar("test.other", "1.0.0");

        SwapReport report = Hot.swaps().stage(Meters.BUNDLE, Hot.stream(other));

        assertEquals("the jar is another bundle: test.other, not test.meter", report.reason());
    }

    @Test
    void refusesWhatNobodyOffers() {
        var e = assertThrows(
                IllegalArgumentException.class,
                () -> Hot.swaps()
                        .stage("test.nothing", Hot.stream(typed("2.0.0").jar())));
        assertEquals("there is no function and no bundle 'test.nothing'", e.getMessage());
    }

    private static void assertNoCopy() {
        assertTrue(Arrays.stream(Container.context().getBundles())
                .noneMatch(b -> b.getSymbolicName().endsWith(".staged")));
    }
}
