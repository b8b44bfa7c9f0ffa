package com.acme.coro.itests.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroListener;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.itests.code.Talks;
import com.acme.coro.itests.container.Await;
import com.acme.coro.itests.container.Container;
import com.acme.coro.itests.container.LogBook;
import com.acme.coro.itests.container.TestBundle;
import com.acme.coro.itests.container.TestBundles;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;
import org.osgi.service.log.admin.LoggerAdmin;
import org.osgi.service.log.admin.LoggerContext;

/** What coroutines and we log goes to the log service. */
public class LogTest {
    @RegisterExtension
    final LogBook log = new LogBook();

    @RegisterExtension
    final TestBundles bundles = new TestBundles();

    private final Scheduler coros = Container.scheduler();
    private final LoggerContext levels = Container.service(LoggerAdmin.class).getLoggerContext(null);
    private final Map<String, LogLevel> before = levels.getLogLevels();

    @AfterEach
    void resetLevels() {
        levels.setLogLevels(before);
    }

    @Test
    void shouldLogUnderTheCoroutinesName() {
        coros.spawn("printer", self -> {
                    self.log().warn("{} of {} pages left", 2, 7);
                    self.log().error("jammed", new IllegalStateException("paper"));
                    return null;
                })
                .join();

        LogEntry line = log.expect(LogLevel.WARN, "2 of 7 pages left");
        assertEquals("coro.printer", line.getLoggerName());
        LogEntry failure = log.expect(LogLevel.ERROR, "jammed");
        assertTrue(failure.getException().toString().contains("paper"));
    }

    @Test
    void shouldLogUnderTheBundleOfTheCode() throws Exception {
        TestBundle bundle = bundles.started("talker", Talks.class);
        bundle.offer("test.talk", bundle.function(Talks.class), Map.of());
        coros.start("test.talk").join();
        coros.spawn("lambda", self -> {
                    self.log().warn("a lambda speaks");
                    return null;
                })
                .join();

        assertEquals(
                bundle.bundle(),
                log.expect(LogLevel.WARN, "a function has something to say").getBundle());
        assertEquals(
                Container.context().getBundle(),
                log.expect(LogLevel.WARN, "a lambda speaks").getBundle());
    }

    @Test
    void shouldChangeALevelAtRunTime() {
        Coro chatty = coros.spawn("chatty", self -> {
            while (true) {
                Object message = self.receive();
                self.log().debug("heard {}", message);
                if (message instanceof Coro asker) asker.send(self.log().isDebugEnabled());
            }
        });
        setLevel("coro.chatty", LogLevel.WARN);
        chatty.send("one");
        assertEquals(false, chatty.ask(asker -> asker, Duration.ofSeconds(5)));

        setLevel("coro.chatty", LogLevel.DEBUG);
        chatty.send("two");
        assertEquals(true, chatty.ask(asker -> asker, Duration.ofSeconds(5)));

        log.expect(LogLevel.DEBUG, "heard two");
        assertFalse(log.texts().contains("heard one"), () -> "" + log.texts());
        chatty.terminate();
        chatty.join();
    }

    @Test
    void shouldSilenceOurOwnLinesByTheirLoggersName() {
        setLevel("com.acme.coro.scheduler", LogLevel.ERROR);
        fail("quiet");
        setLevel("com.acme.coro.scheduler", LogLevel.WARN);
        Coro loud = fail("loud");

        log.expect(LogLevel.WARN, "coroutine failed: coro=" + loud);
        assertTrue(log.texts().stream().noneMatch(t -> t.contains("coroutine failed: coro=quiet")));
    }

    @Test
    void shouldGoOnWithoutTheLogServiceAndUseItWhenItIsBack() throws Exception {
        Bundle service = Container.bundle("org.apache.felix.log");
        Coro writer = coros.spawn("writer", self -> {
            while (true) {
                Object message = self.receive();
                self.log().warn("writes {}", message);
                if (message instanceof Coro asker) asker.send("written");
            }
        });

        service.stop();
        try {
            writer.send("without");
            assertEquals("written", writer.ask(asker -> asker, Duration.ofSeconds(5)));
            Coro failing = fail("unseen");
            assertTrue(failing.join() instanceof Outcome.Failed);
        } finally {
            service.start();
        }
        var again = new LogBook();
        again.beforeEach(null);

        writer.send("with");

        again.expect(LogLevel.WARN, "writes with");
        writer.terminate();
        writer.join();
    }

    /** Fails, and returns when that has been logged: listeners are told after it. */
    private Coro fail(String name) {
        Queue<Coro> told = new ConcurrentLinkedQueue<>();
        ServiceRegistration<CoroListener> listener =
                Container.context().registerService(CoroListener.class, event -> told.add(event.coro()), null);
        Coro failing = coros.spawn(name, self -> {
            throw new IllegalStateException(name);
        });
        Await.until("listeners are told", () -> told.contains(failing));
        listener.unregister();
        return failing;
    }

    private void setLevel(String logger, LogLevel level) {
        Map<String, LogLevel> changed = levels.getLogLevels();
        changed.put(logger, level);
        levels.setLogLevels(changed);
    }
}
