package com.acme.coro.itests.hotswap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.hotswap.SwapReport;
import com.acme.coro.itests.container.Configurations;
import com.acme.coro.itests.container.Container;
import com.acme.coro.itests.container.SourceJar;
import com.acme.coro.itests.container.TestBundles;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** A new version that does not do is replaced by the one before, with the state and the messages of the swap. */
public class RollBackTest {
    private static final String STATE = "@Transferable public record State(${TYPE} sum) {}";

    @RegisterExtension
    final TestBundles bundles = new TestBundles();

    @RegisterExtension
    final Configurations configurations = new Configurations();

    @RegisterExtension
    final Hot hot = new Hot();

    /** What may be wrong with a version. */
    enum Fault {
        DOES_NOT_RESOLVE("does not start") {
            @Override
            SourceJar version() {
                return good().jar().header("Require-Bundle", "no.such.bundle");
            }
        },
        ACTIVATOR_THROWS("does not start") {
            @Override
            SourceJar version() {
                return good().jar().header("Bundle-Activator", "meter.Broken").source("meter.Broken", """
                    package meter;
                    public final class Broken implements org.osgi.framework.BundleActivator {
                        public void start(org.osgi.framework.BundleContext context) {
                            throw new IllegalStateException("broken");
                        }
                        public void stop(org.osgi.framework.BundleContext context) {}
                    }
                    """);
            }
        },
        LACKS_THE_FUNCTION("did not offer [test.meter]") {
            @Override
            SourceJar version() {
                return good().function("test.other").jar();
            }
        },
        TAKES_OTHER_ARGUMENTS("cannot go on") {
            @Override
            SourceJar version() {
                return good().taking("java.lang.Integer").jar();
            }
        },
        CONSTRUCTOR_THROWS("java.lang.IllegalStateException: broken") {
            @Override
            SourceJar version() {
                return good().members("public Meter() { throw new IllegalStateException(\"broken\"); }")
                        .jar();
            }
        },
        ACTIVATE_THROWS("java.lang.IllegalStateException: not activated") {
            @Override
            SourceJar version() {
                return good().members("void activate() { throw new IllegalStateException(\"not activated\"); }")
                        .jar();
            }
        },
        STATIC_INITIALISER_THROWS("java.lang.NumberFormatException: For input string: \"broken\"") {
            @Override
            SourceJar version() {
                return good().members("static final int N = Integer.parseInt(\"broken\");")
                        .jar();
            }
        },
        STATE_OF_ANOTHER_TYPE("cannot go on") {
            @Override
            SourceJar version() {
                return Meters.version("2.0.0")
                        .members(STATE.replace("${TYPE}", "java.util.List<String>"))
                        .state("new State(java.util.List.of())", "self.carried(State.class).map(s -> 0).orElse(0)")
                        .jar();
            }
        };

        private final String reason;

        Fault(String reason) {
            this.reason = reason;
        }

        static Meters good() {
            return typed("2.0.0");
        }

        abstract SourceJar version();
    }

    private static Meters typed(String version) {
        return Meters.version(version)
                .members(STATE.replace("${TYPE}", "int"))
                .state("new State(sum[0])", "self.carried(State.class).map(State::sum).orElse(0)");
    }

    @BeforeEach
    void hurry() throws Exception {
        configurations.set(Hot.PID, Map.of("swap.start", 300L));
    }

    private static void tryUpdate(Bundle bundle, SourceJar jar) {
        try {
            Hot.update(bundle, jar);
        } catch (BundleException told) {
            assertTrue(bundle.getState() != Bundle.UNINSTALLED, told::getMessage);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldGoOnInTheVersionBefore(Fault fault) throws Exception {
        Bundle bundle = bundles.started(typed("1.0.0").jar());
        Coro meter = Hot.meter();
        meter.send(40);
        assertEquals("1.0.0: 40", Hot.read(meter));

        tryUpdate(bundle, fault.version());
        meter.send(2);

        assertEquals("1.0.0: 42", Hot.read(meter));
        assertEquals("1.0.0", bundle.getVersion().toString());
        SwapReport report = hot.report();
        assertEquals(SwapReport.Result.ROLLED_BACK, report.result());
        assertTrue(report.reason().contains(fault.reason), report.reason());
        assertEquals("2.0.0", report.to().version());
        assertEquals(Bundle.ACTIVE, bundle.getState());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LACKS_THE_FUNCTION")
    void shouldNotWaitForAVersionThatCannotStart(Fault fault) throws Exception {
        configurations.set(Hot.PID, Map.of("swap.start", 3_600_000L));
        Bundle bundle = bundles.started(typed("1.0.0").jar());
        Coro meter = Hot.meter();
        meter.send(42);

        tryUpdate(bundle, fault.version());

        assertEquals("1.0.0: 42", Hot.read(meter));
        assertEquals(SwapReport.Result.ROLLED_BACK, hot.report().result());
    }

    @Test
    void shouldNotStartWhatSomebodyHasStopped() throws Exception {
        Bundle bundle = bundles.started(typed("1.0.0").jar());
        Coro meter = Hot.meter();
        meter.send(42);
        assertEquals("1.0.0: 42", Hot.read(meter));
        bundle.stop();

        Hot.update(bundle, Fault.DOES_NOT_RESOLVE.version());
        Hot.update(bundle, typed("2.0.0").jar());
        Container.refresh(bundle);

        assertTrue(bundle.getState() != Bundle.ACTIVE, "it is as stopped as it was");
        assertEquals(List.of(), hot.reports());
        bundle.start();
        assertEquals("2.0.0: 42", Hot.read(meter));
    }

    @Test
    void shouldNotTakeAVersionThatStartsLaterForOneThatCannot() throws Exception {
        configurations.set(Hot.PID, Map.of("swap.start", 3_600_000L));
        Bundle bundle = bundles.started(typed("1.0.0").jar());
        Coro meter = Hot.meter();
        meter.send(42);
        assertEquals("1.0.0: 42", Hot.read(meter));

        bundle.stop(Bundle.STOP_TRANSIENT); // as provisioning does that updates and starts many bundles
        Hot.update(bundle, typed("2.0.0").jar());
        bundle.start();

        assertEquals("2.0.0: 42", Hot.read(meter));
        assertEquals(SwapReport.Result.SWAPPED, hot.report().result());
    }

    @Test
    void shouldTakeTheNextUpdateAfterwards() throws Exception {
        Bundle bundle = bundles.started(typed("1.0.0").jar());
        Coro meter = Hot.meter();
        meter.send(7);
        tryUpdate(bundle, Fault.CONSTRUCTOR_THROWS.version());
        assertEquals("1.0.0: 7", Hot.read(meter));

        Hot.update(bundle, typed("3.0.0").jar());

        assertEquals("3.0.0: 7", Hot.read(meter));
        assertEquals(SwapReport.Result.SWAPPED, hot.report(1).result());
    }

    @Test
    void shouldKeepTheOldVersionWhenTheJarIsTruncated() throws Exception {
        Bundle bundle = bundles.started(typed("1.0.0").jar());
        Coro meter = Hot.meter();
        meter.send(7);
        byte[] jar = typed("2.0.0").jar().bytes();

        try {
            bundle.update(new ByteArrayInputStream(Arrays.copyOf(jar, jar.length / 3)));
        } catch (BundleException told) {
            assertEquals(Meters.BUNDLE, bundle.getSymbolicName());
        }

        assertEquals("1.0.0: 7", Hot.read(meter));
    }

    @Test
    void shouldEndWhatDoesNotComeBackInTime() throws Exception {
        configurations.set(Hot.PID, Map.of("swap.wait", 100L));
        Bundle bundle = bundles.started(typed("1.0.0").jar());
        Coro meter = Hot.meter();

        bundle.stop();

        Outcome how = meter.join();
        assertTrue(how instanceof Outcome.CodeGone gone && gone.toString().contains("within 100 ms"), how::toString);
        assertEquals(SwapReport.Result.CODE_GONE, hot.report().result());
    }
}
