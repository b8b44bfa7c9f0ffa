package com.acme.coro.core;

import static com.acme.coro.core.Soon.SOON;
import static com.acme.coro.core.Soon.ended;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroEvent.DeadLetter;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Self;
import com.acme.coro.api.Spawn;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.Events;
import com.acme.coro.testkit.Eventually;
import com.acme.coro.testkit.Refs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;

/** Senders, raisers and terminators on threads of their own, against receivers: what was accepted is had, once. */
@DisplayName("Races")
class RaceTest {
    private static final int SENDERS = 3;

    /** One message: who sent it, and its number. */
    private record Mail(int sender, int number) {}

    private static final class Interruption extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** What was received from each sender, checked on the way. Of one thread. */
    private static final class Book {
        private final int[] next = new int[SENDERS];
        private int interruptions;

        void enter(Mail mail) {
            assertEquals(next[mail.sender()]++, mail.number(), () -> "lost, twice or out of order: " + mail);
        }

        int received() {
            return Arrays.stream(next).sum();
        }
    }

    private interface Action {
        void run(int number) throws Exception;
    }

    /** Threads that begin at the same time. */
    private static List<Thread> together(Action action, int threads) {
        var start = new CyclicBarrier(threads);
        var all = new ArrayList<Thread>();
        for (int i = 0; i < threads; i++) {
            int number = i;
            all.add(Thread.ofPlatform().start(() -> {
                try {
                    start.await();
                    action.run(number);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        return all;
    }

    private static void join(List<Thread> threads) throws InterruptedException {
        for (Thread t : threads) t.join();
    }

    /** Receives in each of the ways in turn, until all has come. */
    private static Book receiveAll(Self self, int total) {
        var book = new Book();
        for (int turn = 0; book.received() < total; turn++) {
            try {
                Optional<?> mail = switch (turn % 5) {
                    case 0 -> Optional.of(self.receive());
                    case 1 -> self.tryReceive(Mail.class, Duration.ofNanos(turn % 7 * 10_000L));
                    case 2 -> self.tryReceive(m -> m instanceof Mail, Duration.ofNanos(turn % 11 * 10_000L));
                    case 3 -> self.tryReceive(Duration.ofNanos(turn % 13 * 10_000L));
                    default -> self.poll();
                };
                mail.ifPresent(m -> book.enter((Mail) m));
            } catch (Interruption i) {
                book.interruptions++;
            }
        }
        return book;
    }

    @CoroTest
    @DisplayName("A23 E01 raises and timeouts against receives: every message comes once, in each sender's order")
    void shouldLoseNoMessageToRaisesAndTimeouts(Scheduler coros, Refs refs) throws Exception {
        int each = 3000;
        var begun = new CountDownLatch(1); // what is raised before the first turn ends it
        Coro receiver = refs.ref(coros.spawn("receiver", self -> {
            begun.countDown();
            return receiveAll(self, SENDERS * each);
        }));
        begun.await();
        var raised = new AtomicInteger();
        join(together(
                number -> {
                    if (number == SENDERS) {
                        while (receiver.alive() && raised.get() < 2000) {
                            if (receiver.raise(new Interruption()).accepted()) raised.incrementAndGet();
                            Thread.onSpinWait();
                        }
                    } else {
                        for (int i = 0; i < each; i++)
                            assertTrue(receiver.send(new Mail(number, i)).accepted());
                    }
                },
                SENDERS + 1));
        var book = (Book) receiver.value(SOON);
        assertEquals(SENDERS * each, book.received());
        assertTrue(book.interruptions <= raised.get(), "thrown more often than raised");
    }

    @CoroTest
    @DisplayName(
            "N29 E03 deliveries into a small mailbox that are raised in or time out: accepted means received, once")
    void shouldTellTheTruthAboutDeliveries(Scheduler coros) throws Exception {
        // not over a route: there a raise may come between the taking and the news of it
        int each = 500;
        Coro receiver = coros.spawn(Spawn.named("receiver").bound(2), self -> {
            var seen = new int[SENDERS * each];
            while (self.receive() instanceof Mail mail) seen[mail.sender() * each + mail.number()]++;
            return seen;
        });
        var accepted = new int[SENDERS * each];
        var deliverers = new ArrayList<Coro>();
        var begun = new CountDownLatch(SENDERS);
        for (int s = 0; s < SENDERS; s++) {
            int sender = s;
            deliverers.add(coros.spawn("deliverer", self -> {
                begun.countDown();
                for (int i = 0; i < each; i++) {
                    try {
                        boolean got = receiver.deliver(new Mail(sender, i), Duration.ofNanos(i % 5 * 20_000L))
                                .accepted();
                        if (got) accepted[sender * each + i]++;
                    } catch (Interruption withdrawn) {
                        continue; // with the next one
                    }
                }
                return null;
            }));
        }
        begun.await();
        var raisers = together(
                number -> {
                    while (deliverers.get(number).alive()) {
                        deliverers.get(number).raise(new Interruption());
                        Thread.yield();
                    }
                },
                SENDERS);
        for (Coro d : deliverers) assertEquals(new Outcome.Returned(null), ended(d));
        join(raisers);
        Eventually.holds("room for the end", () -> receiver.send("end").accepted());
        assertEquals(Arrays.toString(accepted), Arrays.toString((int[]) receiver.value(SOON)));
    }

    @CoroTest
    @DisplayName("N26 terminate against sends: what was accepted was received or is a dead letter, nothing else")
    void shouldAccountForEveryMessageOfATerminatedReceiver(Scheduler coros, Events events, Refs refs) throws Exception {
        var received = new AtomicInteger();
        int sent = 0;
        var accepted = new AtomicInteger();
        var refused = new AtomicInteger();
        for (int round = 0; round < 50; round++) {
            Coro receiver = refs.ref(coros.spawn("receiver", self -> {
                while (true) {
                    self.receive(Mail.class);
                    received.incrementAndGet();
                }
            }));
            int each = 20;
            sent += SENDERS * each;
            join(together(
                    number -> {
                        for (int i = 0; i < each; i++) {
                            if (number == SENDERS) {
                                if (i == each / 2) receiver.terminate("enough");
                                Thread.yield();
                            } else {
                                boolean got = receiver.send(new Mail(number, i)).accepted();
                                (got ? accepted : refused).incrementAndGet();
                            }
                        }
                    },
                    SENDERS + 1));
            assertInstanceOf(Outcome.Terminated.class, ended(receiver));
        }
        assertEquals(sent, accepted.get() + refused.get());
        Eventually.passes(SOON, () -> {
            var reasons =
                    events.of(DeadLetter.class).stream().map(DeadLetter::reason).toList();
            long unread =
                    reasons.stream().filter(r -> r == DeadLetter.Reason.UNREAD).count();
            assertEquals(accepted.get(), received.get() + unread, "received, or left unread");
            assertEquals(refused.get(), reasons.size() - unread, "sent after the end");
        });
    }

    @CoroTest
    @DisplayName("A18 one end, told once to everybody, however many terminate, raise and join at once")
    void shouldEndOnce(Scheduler coros, Refs refs) throws Exception {
        for (int round = 0; round < 50; round++) {
            var cleanedUp = new AtomicInteger();
            Coro victim = refs.ref(coros.spawn("victim", self -> {
                try {
                    return self.receive();
                } finally {
                    cleanedUp.incrementAndGet();
                }
            }));
            var begun = new CountDownLatch(1);
            Coro monitor = coros.spawn("monitor", self -> {
                self.monitor(victim);
                begun.countDown();
                self.receive();
                return self.tryReceive(Duration.ofMillis(1)); // no second one
            });
            begun.await();
            var outcomes = new Outcome[4];
            join(together(
                    number -> {
                        switch (number) {
                            case 0 -> victim.terminate("a");
                            case 1 -> victim.raise(new Interruption());
                            case 2 -> victim.send("a message");
                            default -> victim.terminate("b");
                        }
                        outcomes[number] = ended(victim);
                    },
                    4));
            for (Outcome o : outcomes) assertEquals(outcomes[0], o);
            assertEquals(Optional.empty(), monitor.value(SOON));
            assertTrue(cleanedUp.get() <= 1);
        }
    }
}
