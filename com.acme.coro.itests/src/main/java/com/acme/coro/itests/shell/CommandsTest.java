package com.acme.coro.itests.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Spawn;
import com.acme.coro.itests.container.Await;
import com.acme.coro.itests.container.Container;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;

/** The commands of our shell bundle in a Gogo session. */
public class CommandsTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    private final Scheduler coros = Container.scheduler();
    private final Coro server =
            coros.spawn(Spawn.named("worker").registered("test.worker"), self -> "got " + self.receive());

    @BeforeEach
    void commandsAreThere() {
        Await.until(
                "the commands are there",
                () -> Container.context().getAllServiceReferences(null, "(osgi.command.scope=coro)") != null);
    }

    @AfterEach
    void end() {
        server.terminate();
        server.join();
    }

    @Test
    void shouldListCoroutinesSchedulersFunctionsAndNames() throws Exception {
        assertContains(run("coro:list worker"), "worker", "com.acme.coro.itests", "default");
        assertContains(run("coro:schedulers"), "default");
        assertContains(run("coro:functions"), "examples.bank", "com.acme.coro.examples.clientserver");
        assertContains(run("coro:names"), "test.worker", server.toString());
    }

    @Test
    void shouldShowAndDump() throws Exception {
        Await.until("it waits", () -> run("coro:show test.worker").contains("RECEIVING"));
        assertContains(run("coro:dump"), "worker", "a message");
    }

    @Test
    void shouldSendTo() throws Exception {
        run("coro:send test.worker hello");

        assertEquals("got hello", server.value(SOON));
    }

    @Test
    void shouldRaiseIn() throws Exception {
        run("coro:raise test.worker 'that will do'");

        Outcome how = server.tryJoin(SOON).orElseThrow();
        assertTrue(((Outcome.Failed) how).failure().message().contains("that will do"), how::toString);
    }

    @Test
    void shouldTerminate() throws Exception {
        run("coro:terminate test.worker 'closing time'");

        assertEquals(
                new Outcome.Terminated("closing time"), server.tryJoin(SOON).orElseThrow());
    }

    @Test
    void refusesWhomNobodyKnows() {
        Exception refused = assertThrows(Exception.class, () -> run("coro:show nobody.of.that.name"));

        assertTrue(refused.getMessage().contains("nobody.of.that.name"), refused::toString);
    }

    @Test
    void shouldExplainItself() throws Exception {
        assertContains(run("coro:help"), "coro:list", "coro:terminate");
        assertContains(run("coro:send --help"), "coro:send");
    }

    @Test
    void shouldSayThatThereIsNoSchedulerAndWorkAgainWhenThereIs() throws Exception {
        Bundle scheduler = Container.bundle("com.acme.coro.scheduler");
        scheduler.stop();
        try {
            Exception refused = assertThrows(Exception.class, () -> run("coro:list"));
            assertTrue(refused.getMessage().contains("start the bundle com.acme.coro.scheduler"), refused::toString);
        } finally {
            scheduler.start();
        }
        Await.until("it lists again", () -> run("coro:schedulers").contains("default"));
        assertInstanceOf(Outcome.CodeGone.class, server.join());
    }

    private static void assertContains(String text, String... parts) {
        for (String part : parts) assertTrue(text.contains(part), () -> "no " + part + " in: " + text);
    }

    private static String run(String command) throws Exception {
        var out = new ByteArrayOutputStream();
        try (var print = new PrintStream(out, true, StandardCharsets.UTF_8);
                CommandSession session = Container.service(CommandProcessor.class)
                        .createSession(new ByteArrayInputStream(new byte[0]), print, print)) {
            session.execute(command);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
