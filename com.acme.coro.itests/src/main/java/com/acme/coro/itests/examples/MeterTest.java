package com.acme.coro.itests.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.CoroFunction;
import com.acme.coro.api.hotswap.HotSwap;
import com.acme.coro.api.hotswap.SwapReport;
import com.acme.coro.itests.container.Await;
import com.acme.coro.itests.container.Container;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;

/** The meter under load, updated in every way that its guide tells of. */
public class MeterTest {
    private static final String METER = "com.acme.coro.examples.meter";

    private final Bundle meter = Container.bundle(METER);
    private final Bundle sensors = Container.bundle(METER + ".sensors");
    private final HotSwap hotSwap = Container.service(HotSwap.class);

    @BeforeEach
    void send() throws Exception {
        install(1);
        Await.until(
                "its commands are there",
                () -> Container.context().getAllServiceReferences(null, "(osgi.command.scope=meter)") != null);
        run("meter:begin");
        awaitMore(100);
    }

    @AfterEach
    void installTheFirst() throws Exception {
        run("meter:end"); // if the test has not
        install(1);
    }

    private void install(int version) throws Exception {
        if (meter.getVersion().getMajor() != version) update(version);
        Await.until(
                "version " + version + " is offered",
                () -> Container.has(CoroFunction.class, "(coro.function.name=examples.meter)")
                        && hotSwap.functions().stream()
                                .anyMatch(f -> f.name().equals("examples.meter") && f.offered() && f.running() == 1));
        assertEquals(version, meter.getVersion().getMajor());
    }

    private void update(int version) throws Exception {
        try (InputStream jar = jar(version)) {
            meter.update(jar);
        }
    }

    private InputStream jar(int version) throws Exception {
        URL found = sensors.getEntry("/versions/meter-" + version + ".jar");
        return found.openStream();
    }

    /** Waits until the meter has counted some more. */
    private static void awaitMore(int readings) {
        long then = counted() + readings;
        Await.until(readings + " more readings are counted", () -> counted() >= then);
    }

    private static long counted() {
        return Long.parseLong(run("meter:figures").replaceAll("(?s).*\\bcount=(\\d+).*", "$1"));
    }

    private static void assertNothingWasLost() {
        String result = run("meter:end");
        assertTrue(result.contains("none lost, none twice, each sensor's in order"), result);
    }

    @Test
    @DisplayName("N45 new code as a new version of the bundle: the old class loader goes, nothing is lost")
    void shouldGoOnInTheNextVersion() throws Exception {
        for (int version : List.of(2, 1, 2)) {
            update(version);
            awaitMore(100);
            assertTrue(run("meter:figures").contains("version=" + version));
        }
        assertNothingWasLost();
        assertEquals(List.of(), hotSwap.leaks());
    }

    @Test
    void shouldRollBackAVersionThatDoesNotTakeTheState() throws Exception {
        update(2);
        awaitMore(100);

        update(3);
        Await.until("version 2 is back", () -> meter.getVersion().getMajor() == 2);

        awaitMore(100);
        assertTrue(run("meter:figures").contains("version=2"));
        assertNothingWasLost();
    }

    @Test
    void shouldTryTheNextVersionBesideThisOneFirst() throws Exception {
        try (InputStream two = jar(2);
                InputStream three = jar(3)) {
            // snippet: staged
            SwapReport good = hotSwap.stage("examples.meter", two); // SWAPPED
            SwapReport bad = hotSwap.stage("examples.meter", three); // REFUSED: nothing was changed
            // end
            assertEquals(SwapReport.Result.SWAPPED, good.result(), good::toString);
            assertEquals(SwapReport.Result.REFUSED, bad.result(), bad::toString);
            assertTrue(bad.reason().contains("its component unit was not written"), bad.reason());
        }
        assertEquals(2, meter.getVersion().getMajor());
        awaitMore(100);
        assertNothingWasLost();
    }

    @Test
    void shouldGoOnWhenTheMessagesBundleIsRefreshed() throws Exception {
        run("meter:end"); // those who send are wired to the messages, too, and end with their bundle

        Container.refresh(Container.bundle(METER + ".api"));

        Await.until("the sensors are back", () -> run("meter:begin").contains("sending"));
        assertTrue(counted() >= 100, "what was counted before");
        awaitMore(100);
        assertNothingWasLost();
    }

    /** What a command printed, or why it failed. */
    private static String run(String command) {
        var processor = Container.service(CommandProcessor.class);
        var out = new ByteArrayOutputStream();
        var printed = new PrintStream(out, true, StandardCharsets.UTF_8);
        try (CommandSession session = processor.createSession(InputStream.nullInputStream(), printed, printed)) {
            session.execute(command);
            return out.toString(StandardCharsets.UTF_8);
        } catch (Exception failure) {
            return failure.toString();
        }
    }
}
