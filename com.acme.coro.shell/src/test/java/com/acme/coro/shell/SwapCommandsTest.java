package com.acme.coro.shell;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.hotswap.Leak;
import com.acme.coro.api.hotswap.SwapReport.Result;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands for swaps as an operator types them. */
class SwapCommandsTest {
    private static final List<String> COMMANDS = List.of("swaps", "swap", "leaks");

    private final Garage garage = new Garage();
    private final SwapCommands commands = new SwapCommands();
    private final CoroCommands others = new CoroCommands();
    private final ThreadIOImpl streams = new ThreadIOImpl();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final CommandProcessorImpl gogo = new CommandProcessorImpl(streams);
    private CommandSession session;

    @TempDir
    Path directory;

    @BeforeEach
    void connect() {
        commands.swaps = garage;
        others.swaps = garage;
        others.coroutines = new Village();
        COMMANDS.forEach(command -> gogo.addCommand("coro", commands, command));
        gogo.addCommand("coro", others, "functions");
        streams.start();
        var out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        session = gogo.createSession(new ByteArrayInputStream(new byte[0]), out, out);
    }

    @AfterEach
    void disconnect() {
        session.close();
        streams.stop();
    }

    private String typed(String line) throws Exception {
        printed.reset();
        session.execute(line);
        return printed.toString(StandardCharsets.UTF_8);
    }

    private String refusal(String line) {
        return assertThrows(Exception.class, () -> session.execute(line)).getMessage();
    }

    @Test
    void shouldListTheLastSwaps() throws Exception {
        garage.reports.add(Garage.report(1, Result.SWAPPED, ""));
        garage.reports.add(Garage.report(2, Result.ROLLED_BACK, "it did not start"));
        assertEquals("""
            SWAP  RESULT       BUNDLE          FROM   TO     COROUTINES  MESSAGES    PAUSE  REASON
               1  SWAPPED      village.bundle  1.0.0  2.0.0           2        12  15.0 ms
               2  ROLLED_BACK  village.bundle  1.0.0  2.0.0           2        12  15.0 ms  it did not start
            """, typed("coro:swaps"));
    }

    @Test
    void shouldShowAllAboutOneOfThem() throws Exception {
        garage.reports.add(Garage.report(4, Result.ROLLED_BACK, "it did not start"));
        assertEquals("""
            swap       4, ROLLED_BACK, 2026-01-02T12:00:00Z
            reason     it did not start
            from       village.bundle 1.0.0 (abcdef01), bundle 7
            to         village.bundle 2.0.0 (abcdef02), bundle 7
            functions  meter
            coroutines 2, 1 went on: meter.north, meter.south
            messages   12 waited; 3 values were converted
            differs    meter.total: the component unit was not written, and is empty
            unfit      Reading: no unit
            stayed     meter.south: it is not swappable
            pause      15.0 ms: quiesce 1.0 ms, convert 2.0 ms, resolve 3.0 ms, start 4.0 ms
            """, typed("coro:swaps 4"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "last"})
    void refusesASwapThatIsNotThere(String number) {
        assertEquals(
                "there is no swap '" + number + "', or not any more: see coro:swaps", refusal("coro:swaps " + number));
    }

    @Test
    void shouldUpdateABundleWithAJar() throws Exception {
        Path jar = Files.createFile(directory.resolve("meter-2.jar"));
        assertEquals(
                "swapped village.bundle 1.0.0 (abcdef01) to village.bundle 2.0.0 (abcdef02), 1 coroutines, pause"
                        + " 15.0 ms\n",
                typed("coro:swap meter " + jar));
        assertEquals(List.of("meter meter-2.jar"), garage.staged);
    }

    @Test
    void shouldFailWhenTheNewVersionDoesNotDo() throws Exception {
        Path jar = Files.createFile(directory.resolve("meter-3.jar"));
        garage.answer = Result.REFUSED;
        assertEquals("refused: it does not resolve\\n", refusal("coro:swap meter " + jar));
        garage.answer = Result.ROLLED_BACK;
        assertEquals("rolled back: it does not resolve\\n", refusal("coro:swap meter " + jar));
    }

    @Test
    void refusesAJarThatIsNotThere() {
        String why = refusal("coro:swap meter /there/is/none.jar");
        assertEquals("not a jar that can be read: /there/is/none.jar", why);
    }

    @Test
    void shouldListWhatIsStillInMemory() throws Exception {
        assertEquals("nothing that was left is in memory\n", typed("coro:leaks"));
        garage.leaks.add(new Facts.Left(Garage.revision(1), Garage.NOON, Leak.Hold.STRONG));
        garage.leaks.add(new Facts.Left(Garage.revision(2), Garage.NOON, Leak.Hold.WIRED));
        garage.leaks.add(new Facts.Left(Garage.revision(3), Garage.NOON, Leak.Hold.PERHAPS_SOFT));
        assertEquals("""
            ID  REVISION                         LEFT                  WHY
             7  village.bundle 1.0.0 (abcdef01)  2026-01-02T12:00:00Z  code holds on to it
             7  village.bundle 2.0.0 (abcdef02)  2026-01-02T12:00:00Z  other bundles are wired to it, until a refresh
             7  village.bundle 3.0.0 (abcdef03)  2026-01-02T12:00:00Z  code holds on to it, or soft references alone
            """, typed("coro:leaks"));
    }

    @Test
    void shouldListFunctionsWithTheirRevisionAndWhoWaitsForThem() throws Exception {
        garage.functions.add(new Facts.Version("meter", Garage.revision(1), true, 1, 2));
        garage.functions.add(new Facts.Version("gone", Garage.revision(2), false, 0, 3));
        assertEquals("""
            FUNCTION  ARGUMENTS                                   RUNNING  BETWEEN  BUNDLE                REVISION
            meter     java.lang.String                                  1        2  village.bundle 1.0.0  abcdef01
            mix       int, java.lang.Long, double, boolean, char        0        0  village.bundle 1.0.0
            tick      any                                               0        0  village.bundle 1.0.0
            gone                                                        0        3  village.bundle 2.0.0  gone: abcdef02
            """, typed("coro:functions"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"swaps 1 2", "swaps -x", "swap meter", "swap meter a.jar b", "leaks now"})
    void refusesWhatDoesNotFitAndSaysHowItIsUsed(String line) {
        String why = refusal("coro:" + line);
        assertTrue(why.contains("usage: coro:" + line.split(" ")[0]), why);
        assertEquals(List.of(), garage.staged);
    }

    @Test
    void shouldExplainEveryCommandAndSayWhatIsMissingWithoutSwaps() throws Exception {
        commands.swaps = null;
        for (String command : COMMANDS) {
            String help = typed("coro:" + command + " --help");
            assertAll(
                    () -> assertTrue(help.startsWith("usage: coro:" + command), help),
                    () -> assertEquals(
                            "bundles are not swapped here: start the bundle com.acme.coro.hotswap",
                            refusal("coro:" + command + (command.equals("swap") ? " a b" : ""))));
        }
    }
}
