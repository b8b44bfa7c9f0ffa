package com.acme.coro.itests.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroEvent;
import com.acme.coro.api.CoroListener;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.TerminateSignal;
import com.acme.coro.itests.container.Await;
import com.acme.coro.itests.container.Configurations;
import com.acme.coro.itests.container.Container;
import com.acme.coro.itests.container.LogBook;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.log.LogLevel;

/** Every service of type CoroListener is told what somebody should know. */
public class EventsTest {
    @RegisterExtension
    final Configurations configurations = new Configurations();

    @RegisterExtension
    final LogBook log = new LogBook();

    private final Scheduler coros = Container.scheduler();
    private final Queue<CoroEvent> events = new ConcurrentLinkedQueue<>();
    private ServiceRegistration<CoroListener> registration;

    @BeforeEach
    void listen() {
        registration = Container.context().registerService(CoroListener.class, events::add, null);
    }

    @AfterEach
    void hush() {
        if (registration != null) registration.unregister();
    }

    @Test
    void shouldTellOfDeadLettersAndLogThem() {
        Coro deaf = coros.spawn("deaf", self -> null);
        deaf.join();

        deaf.send("too late");

        CoroEvent.DeadLetter letter = expect(CoroEvent.DeadLetter.class, deaf);
        assertEquals("too late", letter.message());
        assertEquals("java.lang.String", letter.type());
        assertEquals(CoroEvent.DeadLetter.Reason.ENDED, letter.reason());
        log.expect(LogLevel.WARN, "dead letter: coro=" + deaf + ", reason=ENDED, type=java.lang.String");
    }

    @Test
    void shouldTellOfFailuresAndLogThemWithTheirTrace() {
        Coro failing = coros.spawn("failing", self -> {
            throw new IllegalStateException("out of paper");
        });

        CoroEvent.Ended ended = expect(CoroEvent.Ended.class, failing);
        assertInstanceOf(Outcome.Failed.class, ended.outcome());
        String trace = log.expect(
                        "the failure",
                        e -> e.getMessage().equals("coroutine failed: coro=" + failing) && e.getException() != null)
                .getException()
                .toString();
        assertTrue(trace.contains("java.lang.IllegalStateException: out of paper"), trace);
    }

    @Test
    void shouldTellOfLongTurnsWithTheirStack() throws Exception {
        configurations.addScheduler("watched", Map.of("long.turn", 30L));
        Coro slow = Container.service(Scheduler.class, Container.schedulerCalled("watched"))
                .spawn("slow", self -> {
                    spin(150);
                    return null;
                });

        CoroEvent.LongTurn turn = expect(CoroEvent.LongTurn.class, slow);

        assertTrue(turn.lasting().toMillis() >= 30, turn::toString);
        assertTrue(turn.stack().stream().anyMatch(e -> e.getMethodName().equals("spin")), turn::toString);
        log.expect(LogLevel.WARN, "coroutine keeps its scheduler: coro=" + slow);
    }

    @Test
    void shouldTellOfDeepMailboxesEachTimeTheyHaveDoubled() throws Exception {
        configurations.addScheduler("watched", Map.of("deep.mailbox", 10));
        Coro slow = Container.service(Scheduler.class, Container.schedulerCalled("watched"))
                .spawn("slow", self -> self.suspend());
        for (int i = 0; i < 25; i++) slow.send(i);

        Await.until("told of 10 and of 20", () -> depths(slow).containsAll(List.of(10, 20)));
        log.expect(LogLevel.WARN, "mailbox is deep: coro=" + slow + ", messages=20");
        slow.terminate();
        slow.join();
    }

    @Test
    void shouldTellOfASignalThatWasSwallowed() throws Exception {
        var began = new CountDownLatch(1);
        Coro stubborn = coros.spawn("stubborn", self -> {
            try {
                began.countDown();
                return self.receive();
            } catch (TerminateSignal ignored) {
                return self.receive();
            }
        });
        began.await();
        stubborn.terminate();

        expect(CoroEvent.SignalSwallowed.class, stubborn);
        log.expect(LogLevel.WARN, "coroutine swallowed the signal to end");
        assertInstanceOf(Outcome.Terminated.class, stubborn.join());
    }

    @Test
    void shouldTellTheOthersWhenAListenerThrowsAndNameIt() {
        ServiceRegistration<CoroListener> bad =
                Container.context().registerService(CoroListener.class, new Fails(), null);
        Coro deaf = coros.spawn("deaf", self -> null);
        deaf.join();

        deaf.send(1);
        expect(CoroEvent.DeadLetter.class, deaf);
        log.expect(LogLevel.ERROR, "a listener failed: listener=" + Fails.class.getName());
        bad.unregister();
    }

    private static final class Fails implements CoroListener {
        @Override
        public void onEvent(CoroEvent event) {
            throw new IllegalStateException("not today");
        }
    }

    @Test
    void shouldTellNobodyWhoHasGone() {
        registration.unregister();
        registration = null;
        Coro deaf = coros.spawn("deaf", self -> null);
        deaf.join();

        deaf.send(1);

        log.expect(LogLevel.WARN, "dead letter: coro=" + deaf);
        assertEquals(0, events.stream().filter(e -> e.coro().equals(deaf)).count());
    }

    private <E extends CoroEvent> E expect(Class<E> type, Coro about) {
        return Await.present(
                "told of " + type.getSimpleName() + " of " + about,
                () -> events.stream()
                        .filter(type::isInstance)
                        .map(type::cast)
                        .filter(e -> e.coro().equals(about))
                        .findFirst());
    }

    private static void spin(int millis) {
        long from = System.nanoTime();
        while (System.nanoTime() - from < millis * 1_000_000L) Thread.onSpinWait();
    }

    private List<Integer> depths(Coro coro) {
        return events.stream()
                .filter(event ->
                        event instanceof CoroEvent.DeepMailbox && event.coro().equals(coro))
                .map(event -> ((CoroEvent.DeepMailbox) event).depth())
                .toList();
    }
}
