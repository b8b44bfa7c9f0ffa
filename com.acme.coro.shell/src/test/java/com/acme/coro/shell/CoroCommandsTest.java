package com.acme.coro.shell;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroId;
import com.acme.coro.api.CoroState;
import com.acme.coro.api.Failure;
import com.acme.coro.api.Resumed;
import com.acme.coro.api.SendResult;
import com.acme.coro.api.SignalResult;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands as an operator types them, in a Gogo without a framework. */
class CoroCommandsTest {
    private static final Set<String> COMMANDS = Set.of(
            "list",
            "show",
            "dump",
            "send",
            "resume",
            "raise",
            "terminate",
            "start",
            "functions",
            "schedulers",
            "names",
            "help");

    private final Village village = new Village();
    private final CoroCommands commands = new CoroCommands();
    private final ThreadIOImpl streams = new ThreadIOImpl();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final CommandProcessorImpl gogo = new CommandProcessorImpl(streams);
    private CommandSession session;

    @BeforeEach
    void connect() {
        commands.coroutines = village;
        commands.names = village.names();
        COMMANDS.forEach(command -> gogo.addCommand("coro", commands, command));
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
    void shouldListCoroutinesWithWhatTheyWaitFor() throws Exception {
        village.inhabitant("smith", CoroState.RECEIVING, "forge", "village.smith");
        village.inhabitant("baker", CoroState.RUNNING, "bakery");
        String list = typed("coro:list");
        assertEquals("""
            ID  NAME   STATE      SCHEDULER  BUNDLE  WAITING ON  MAILBOX    AGE  TURNS
             1  smith  RECEIVING  default    forge   a message         2  1.5 s      7
             2  baker  RUNNING    default    bakery                    2  1.5 s      7
            2 coroutines
            """, list);
    }

    @Test
    void shouldListOnlyWhatTheOptionsAskFor() throws Exception {
        village.inhabitant("smith", CoroState.RECEIVING, "forge", "village.blacksmith");
        village.inhabitant("baker", CoroState.RUNNING, "bakery");
        assertAll(
                () -> assertTrue(typed("coro:list -s running").contains("baker")),
                () -> assertFalse(typed("coro:list -s running").contains("smith")),
                () -> assertFalse(typed("coro:list --bundle FORGE").contains("baker")),
                () -> assertTrue(typed("coro:list blacks").contains("smith")),
                () -> assertEquals("none of 2 coroutines fits\n", typed("coro:list miller")));
    }

    @Test
    void shouldListAFewHundredUnlessAllAreAskedFor() throws Exception {
        for (int i = 0; i < 250; i++) village.inhabitant("villager-" + i, CoroState.NEW, "village");
        assertAll(
                () -> assertTrue(typed("coro:list").endsWith("and 50 more, --all shows them\n250 coroutines\n")),
                () -> assertTrue(typed("coro:list -a").contains("villager-249")));
    }

    @Test
    void refusesAnUnknownState() {
        String why = refusal("coro:list -s sleeping");
        assertTrue(why.startsWith("there is no state 'sleeping': there are new, ready, running"), why);
    }

    @Test
    void shouldShowEverythingAboutOne() throws Exception {
        village.inhabitant("smith", CoroState.RECEIVING, "forge", "village.smith");
        String shown = typed("coro:show smith");
        assertAll(
                () -> assertTrue(shown.contains("coroutine  smith/1f.1@localhost:0"), shown),
                () -> assertTrue(shown.contains("state      RECEIVING, waiting on a message for 1 min 12 s"), shown),
                () -> assertTrue(shown.contains("code       forge 1.0.0\n"), shown),
                () -> assertTrue(shown.contains("swappable  yes"), shown),
                () -> assertTrue(shown.contains("monitors   mayor/1f.77@localhost:0"), shown),
                () -> assertTrue(shown.contains("links      none"), shown),
                () -> assertTrue(shown.contains("names      village.smith"), shown),
                () -> assertTrue(shown.contains("    at village.Inn.wait(Inn.java:12)"), shown));
    }

    @Test
    void shouldShowHowOneEnded() throws Exception {
        Coro smith = village.inhabitant("smith", CoroState.RECEIVING, "forge");
        village.bury(smith);
        String shown = typed("coro:show smith");
        assertTrue(shown.contains("ended      terminated: it was time"), shown);
    }

    @Test
    void shouldShowWhatBecameOfOneThatEnded() throws Exception {
        var failure = new Failure(
                "java.io.IOException",
                "the fire is out",
                List.of(new StackTraceElement("village.Forge", "heat", "Forge.java", 7)),
                Optional.empty(),
                List.of());
        village.remembered(40, "smith", Duration.ofMinutes(90), "terminated: night falls", null);
        village.remembered(41, "smith", Duration.ofMinutes(3), "failed: java.io.IOException: the fire is out", failure);
        String last = """
            coroutine  smith #41
            ended      3 min 0 s ago, failed: java.io.IOException: the fire is out
            function   smithy
            bundle     forge
            scheduler  default
            names      village.smith
            lived      3 h 0 min
            turns      12
            failure
                java.io.IOException: the fire is out
                at village.Forge.heat(Forge.java:7)
            earlier    #40 terminated: night falls, 1 h 30 min ago
            """;
        assertAll(
                () -> assertEquals(last, typed("coro:show smith")),
                () -> assertEquals(last, typed("coro:show village.smith")),
                () -> assertTrue(typed("coro:show 40").contains("terminated: night falls")),
                () -> assertTrue(typed("coro:show 1f.40").contains("terminated: night falls")));
    }

    @Test
    void shouldShowWhatBecameOfThoseThatHadItsNameBefore() throws Exception {
        village.first = 100;
        village.inhabitant("smith", CoroState.RUNNING, "forge");
        for (int i = 40; i < 50; i++)
            village.remembered(i, "smith", Duration.ofMinutes(60 - i), "failed: i=" + i, null);
        String shown = typed("coro:show smith");
        assertAll(
                () -> assertTrue(shown.contains("state      RUNNING\n"), shown),
                () -> assertTrue(shown.contains("earlier    #49 failed: i=49, 11 min 0 s ago"), shown),
                () -> assertEquals(
                        3, shown.lines().filter(l -> l.startsWith("earlier")).count(), shown));
    }

    @Test
    void shouldListThoseThatEnded() throws Exception {
        village.remembered(40, "smith", Duration.ofMinutes(90), "terminated: night falls", null);
        village.remembered(41, "miller", Duration.ofMinutes(3), "returned", null);
        assertEquals("""
            ID  NAME    ENDED           SCHEDULER  BUNDLE  OUTCOME
            40  smith   1 h 30 min ago  default    forge   terminated: night falls
            41  miller  3 min 0 s ago   default    forge   returned
            """, typed("coro:list --ended"));
        assertFalse(typed("coro:list -e mill").contains("smith"));
        assertEquals("none of 2 that ended fits\n", typed("coro:list -e baker"));
        village.history.clear();
        assertEquals("no coroutine has ended\n", typed("coro:list -e"));
        assertTrue(refusal("coro:list -e -s running").startsWith("those that ended have no state"));
    }

    @Test
    void shouldStartAFunctionWithArgumentsOfItsTypes() throws Exception {
        assertEquals("started meter/1f.1@localhost:0\n", typed("coro:start meter north"));
        typed("coro:start --name mine mix 1 -2 3.5 true 4");
        typed("coro:start -r -n tick.tock tick 1 two");
        assertEquals(
                List.of(
                        "meter[north] as meter",
                        "mix[1, -2, 3.5, true, 4] as mine",
                        "tick[1, two] as tick.tock, registered tick.tock"),
                village.started);
        assertTrue(refusal("coro:start mix one 2 3 true x").startsWith("mix takes an int as argument 1, not 'one'"));
        assertTrue(refusal("coro:start mix 1 2 3 maybe x").startsWith("mix takes true or false as argument 4"));
        assertTrue(refusal("coro:start -s night tick").startsWith("there is no scheduler called night"));
        assertTrue(refusal("coro:start").startsWith("too few arguments; usage: coro:start"));
        assertTrue(refusal("coro:start -x tick").startsWith("unknown option '-x'"));
        assertTrue(refusal("coro:start -n '' tick").startsWith("name must not be empty"));
    }

    @Test
    void shouldResumeOneThatIsSuspended() throws Exception {
        village.inhabitant("smith", CoroState.SUSPENDED, "forge");
        assertEquals("resumed smith/1f.1@localhost:0\n", typed("coro:resume smith"));
        typed("coro:resume smith -i 3");
        typed("coro:resume smith go on");
        assertEquals(List.of("", 3, "go on"), village.sent);
        village.resumed = Resumed.NOT_SUSPENDED;
        assertEquals("smith/1f.1@localhost:0 is not suspended: the value is dropped", refusal("coro:resume smith"));
        village.resumed = Resumed.GONE;
        assertEquals("smith/1f.1@localhost:0 has ended", refusal("coro:resume smith"));
        assertTrue(refusal("coro:resume").startsWith("too few arguments; usage: coro:resume WHO"));
    }

    @Test
    void shouldNameTheCoroutineThatHasTheTurn() throws Exception {
        village.turn = Optional.of(new Facts.Turn(new CoroId(0x1f, 3), "smith", "forge 1.0.0", Duration.ofSeconds(4)));
        assertEquals("""
            SCHEDULER  CARRIER  COROUTINES  READY  TURNS  SPARES  TURN OF   LASTING  BUNDLE
            default    own               0      0     99       0  smith #3    4.0 s  forge 1.0.0
            """, typed("coro:schedulers"));
    }

    @Test
    void shouldFindOneByTheNumberThatTheListShows() throws Exception {
        village.inhabitant("smith", CoroState.RECEIVING, "forge");
        village.inhabitant("smith", CoroState.RUNNING, "forge");
        assertTrue(typed("coro:show 2").contains("RUNNING"));
    }

    @Test
    void refusesWhatNobodyIsCalled() {
        String why = refusal("coro:show miller");
        assertTrue(why.startsWith("there is no coroutine 'miller': an id,"), why);
    }

    @Test
    void refusesAnAmbiguousNameAndNamesTheCandidates() {
        village.inhabitant("smith", CoroState.RECEIVING, "forge");
        village.inhabitant("smith", CoroState.RUNNING, "forge");
        assertEquals(
                "'smith' may be any of 2 coroutines, take the number of one: 1 (smith, RECEIVING in forge), "
                        + "2 (smith, RUNNING in forge)",
                refusal("coro:terminate smith"));
        assertEquals(List.of(), village.asked);
    }

    @Test
    void shouldSendWhatIsTypedAsText() throws Exception {
        village.inhabitant("smith", CoroState.RECEIVING, "forge");
        assertEquals("sent to smith/1f.1@localhost:0\n", typed("coro:send smith two horse shoes"));
        typed("coro:send smith 12");
        typed("coro:send smith '007'");
        typed("coro:send smith true");
        typed("coro:send smith -- -i");
        assertEquals(List.of("two horse shoes", "12", "007", "true", "-i"), village.sent);
    }

    @Test
    void shouldSendNumbersWhenAskedToAndOtherObjectsAsTheyAre() throws Exception {
        village.inhabitant("smith", CoroState.RECEIVING, "forge");
        typed("coro:send smith -i 12");
        typed("coro:send smith -l -12");
        typed("coro:send smith -d 1.5");
        typed("coro:send smith -b false");
        typed("coro:send smith [1 2]");
        assertEquals(List.of(12, -12L, 1.5, false, List.of(1L, 2L)), village.sent);
    }

    @Test
    void refusesAMessageThatDoesNotFitItsOption() {
        village.inhabitant("smith", CoroState.RECEIVING, "forge");
        assertAll(
                () -> assertEquals("-i wants an int, not 'two'", refusal("coro:send smith -i two")),
                () -> assertEquals("-b wants true or false, not 'maybe'", refusal("coro:send smith -b maybe")),
                () -> assertTrue(refusal("coro:send smith -x two").startsWith("unknown option '-x'")),
                () -> assertTrue(refusal("coro:send smith null").startsWith("null cannot be sent")),
                () -> assertTrue(refusal("coro:send smith").startsWith("there is nothing to send")),
                () -> assertTrue(refusal("coro:send").startsWith("it is not said to whom; usage: coro:send WHO")));
        assertEquals(List.of(), village.sent);
    }

    @Test
    void shouldSayWhenAMessageOrASignalWasNotTaken() {
        village.inhabitant("smith", CoroState.RECEIVING, "forge");
        village.sendResult = new SendResult.Full(8);
        assertEquals("the mailbox of smith/1f.1@localhost:0 is full, it holds 8", refusal("coro:send smith x"));
        village.sendResult = new SendResult.Gone("it returned");
        assertEquals("smith/1f.1@localhost:0 is gone: it returned", refusal("coro:send smith x"));
        village.signalResult = new SignalResult.Gone("it returned");
        assertEquals("smith/1f.1@localhost:0 is gone: it returned", refusal("coro:raise smith x"));
        assertEquals("smith/1f.1@localhost:0 is gone: it returned", refusal("coro:terminate smith"));
    }

    @Test
    void shouldRaiseAndTerminate() throws Exception {
        village.inhabitant("smith", CoroState.RECEIVING, "forge");
        assertEquals("raised in smith/1f.1@localhost:0\n", typed("coro:raise smith the forge burns"));
        assertEquals("asked to end: smith/1f.1@localhost:0\n", typed("coro:terminate smith"));
        typed("coro:terminate smith night falls");
        assertEquals(
                List.of(
                        "raise in smith: the forge burns",
                        "terminate smith: asked for in the shell",
                        "terminate smith: night falls"),
                village.asked);
    }

    @Test
    void shouldListFunctionsSchedulersAndNames() throws Exception {
        village.inhabitant("smith", CoroState.RECEIVING, "forge", "village.smith");
        assertAll(
                () -> assertEquals("""
                    FUNCTION  ARGUMENTS                                   RUNNING  BETWEEN  BUNDLE                REVISION
                    meter     java.lang.String                                  1        0  village.bundle 1.0.0
                    mix       int, java.lang.Long, double, boolean, char        0        0  village.bundle 1.0.0
                    tick      any                                               0        0  village.bundle 1.0.0
                    """, typed("coro:functions")),
                () -> assertTrue(typed("coro:schedulers").contains("default    own               1      0     99")),
                () -> assertTrue(typed("coro:names").contains("village.smith  smith/1f.1@localhost:0")),
                () -> assertEquals("a tree\n", typed("coro:dump")),
                () -> assertEquals("a tree with stacks\n", typed("coro:dump -s")));
    }

    @Test
    void shouldNotLetANameMoveTheCursorOrForgeALine() throws Exception {
        village.inhabitant("evil\u001b[2Jname\nID\u202e", CoroState.RECEIVING, "forge", "a\rb");
        assertAll(
                () -> assertTrue(typed("coro:list").contains("evil\\u001b[2Jname\\nID\\u202e")),
                () -> assertTrue(typed("coro:show 1").contains("names      a\\rb")),
                () -> assertEquals(2, typed("coro:names").lines().count()),
                () -> assertFalse(refusal("coro:show 'x\u001b[2J'").contains("\u001b")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "list",
                "show smith",
                "dump",
                "send smith x",
                "resume smith",
                "start tick",
                "raise smith x",
                "terminate smith",
                "functions",
                "schedulers",
                "names"
            })
    void shouldSayWhatIsMissingWithoutAScheduler(String line) {
        commands.coroutines = null;
        commands.names = null;
        assertEquals("there is no scheduler: start the bundle com.acme.coro.scheduler", refusal("coro:" + line));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "list",
                "show",
                "dump",
                "send",
                "resume",
                "raise",
                "terminate",
                "start",
                "functions",
                "schedulers",
                "names",
                "help"
            })
    void shouldExplainEveryCommandWithoutAScheduler(String command) throws Exception {
        commands.coroutines = null;
        commands.names = null;
        String usage = "usage: coro:" + command;
        assertAll(
                () -> assertTrue(typed("coro:help " + command).startsWith(usage)),
                () -> assertTrue(typed("coro:help").contains("coro:" + command)),
                () -> assertTrue(command.equals("help")
                        || typed("coro:" + command + " --help").startsWith(usage)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"list --stat x", "show -x", "dump now", "functions -v", "schedulers a", "names a", "help a b"})
    void refusesWhatItDoesNotKnow(String line) {
        String why = refusal("coro:" + line);
        assertTrue(why.contains("; usage: coro:"), why);
    }

    @Test
    void shouldDescribeEveryCommandToGogo() {
        Set<String> described = Arrays.stream(CoroCommands.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Descriptor.class))
                .map(Method::getName)
                .collect(Collectors.toSet());
        assertEquals(COMMANDS, described);
    }
}
