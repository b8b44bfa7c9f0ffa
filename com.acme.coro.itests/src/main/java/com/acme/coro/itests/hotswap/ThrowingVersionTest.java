package com.acme.coro.itests.hotswap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.hotswap.SwapReport;
import com.acme.coro.itests.container.Configurations;
import com.acme.coro.itests.container.Container;
import com.acme.coro.itests.container.TestBundles;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** A staged version whose code throws an Error, or never returns, is refused, and the next staged update works. */
public class ThrowingVersionTest {
    @RegisterExtension
    final TestBundles bundles = new TestBundles();

    @RegisterExtension
    final Configurations configurations = new Configurations();

    @RegisterExtension
    final Hot hot = new Hot();

    /** What its code does. */
    enum Deed {
        INITIALIZER_THROWS_AN_ERROR(
                "static { if (true) throw new AssertionError(\"broken\"); }", "java.lang.AssertionError: broken"),
        INITIALIZER_NEVER_RETURNS("static { " + Deed.WAIT + " }", "did not return within 500 ms"),
        CONSTRUCTOR_THROWS_AN_ERROR(
                "public Meter() { throw new AssertionError(\"broken\"); }", "java.lang.AssertionError: broken"),
        CONSTRUCTOR_NEVER_RETURNS("public Meter() { " + Deed.WAIT + " }", "did not return within 500 ms"),
        CONSTRUCTOR_OVERFLOWS_THE_STACK("public Meter() { new Meter(); }", "java.lang.StackOverflowError"),
        CONSTRUCTOR_NEEDS_TOO_MUCH_MEMORY(
                "long[] all; public Meter() { all = new long[Integer.MAX_VALUE]; }", "java.lang.OutOfMemoryError"),
        MESSAGE_OF_THE_ERROR_THROWS(
                "public Meter() { throw new Error() {"
                        + " @Override public String getMessage() { throw new NoClassDefFoundError(); } }; }",
                "cannot be constructed: meter.Meter$1");

        private static final String WAIT =
                "try { new java.util.concurrent.CountDownLatch(1).await(); } catch (InterruptedException e) {}";

        private final String code;
        private final String reason;

        Deed(String code, String reason) {
            this.code = code;
            this.reason = reason;
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesItWithTheReasonAndGoesOn(Deed deed) throws Exception {
        configurations.set(Hot.PID, Map.of("swap.start", deed.reason.contains("500 ms") ? 500L : 20_000L));
        Bundle bundle = bundles.started(Meters.version("1.0.0").jar());
        Coro meter = Hot.meter();
        meter.send(42);
        int hooks = hooks();

        SwapReport report = Hot.swaps()
                .stage(
                        Meters.BUNDLE,
                        Hot.stream(Meters.version("2.0.0").members(deed.code).jar()));

        assertEquals(SwapReport.Result.REFUSED, report.result(), report::toString);
        assertTrue(report.reason().contains(deed.reason), report.reason());
        assertEquals("1.0.0: 42", Hot.read(meter));
        assertEquals("1.0.0", bundle.getVersion().toString());
        assertTrue(Arrays.stream(Container.context().getBundles())
                .noneMatch(b -> b.getSymbolicName().endsWith(".staged")));
        assertEquals(hooks, hooks());
        SwapReport next = Hot.swaps()
                .stage(Meters.BUNDLE, Hot.stream(Meters.version("3.0.0").jar()));
        assertEquals(SwapReport.Result.SWAPPED, next.result(), next::toString);
        assertEquals("3.0.0: 42", Hot.read(meter));
    }

    private static int hooks() throws InvalidSyntaxException {
        ServiceReference<?>[] all = Container.context()
                .getAllServiceReferences("org.osgi.framework.hooks.resolver.ResolverHookFactory", null);
        return all == null ? 0 : all.length;
    }
}
