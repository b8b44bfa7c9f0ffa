package com.acme.coro.core;

import static com.acme.coro.core.Soon.seconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.acme.coro.api.Categories;
import com.acme.coro.api.Coro;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Self;
import com.acme.coro.api.SendResult;
import com.acme.coro.api.Spawn;
import com.acme.coro.api.Wait;
import com.acme.coro.testkit.CoroTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;

@DisplayName("A mailbox keeps its order whatever is taken from it")
class MailboxStormTest {
    private static final Duration LONG = seconds(60);
    private static final int STEPS = 20_000;

    /** Does the same to a mailbox and to a plain list, and compares what comes. */
    private static final class Twin {
        final Self self;
        final Random random;
        final Categories categories;
        final List<Object> list = new ArrayList<>();
        int sent;

        Twin(Self self, long seed) {
            this.self = self;
            this.random = new Random(seed);
            this.categories = self.categories();
            categories.add(m -> m instanceof Integer i ? Optional.of(i % 3) : Optional.empty());
        }

        void send(int burst) {
            for (int i = 0; i < burst; i++) {
                int n = sent++;
                Object message = switch (random.nextInt(4)) {
                    case 0 -> "text " + n;
                    case 1 -> (long) n;
                    default -> n;
                };
                self.coro().send(message);
                list.add(message);
            }
        }

        Object expected(Predicate<Object> wanted) {
            for (int i = 0; i < list.size(); i++) if (wanted.test(list.get(i))) return list.remove(i);
            return "none";
        }

        void step() {
            int number = random.nextInt(50);
            int kind = random.nextInt(3);
            switch (random.nextInt(9)) {
                case 0, 1 -> send(random.nextInt(1 + random.nextInt(120)));
                case 2 -> assertEquals(expected(m -> true), self.poll().orElse("none"));
                case 3 -> byType(String.class);
                case 4 -> byType(random.nextBoolean() ? Long.class : Integer.class);
                case 5 -> by(m -> m instanceof Integer i && i % 50 == number);
                case 6 -> {
                    var brought = categories.tryReceive((Object) kind, Duration.ZERO);
                    assertEquals(expected(m -> m instanceof Integer i && i % 3 == kind), brought.orElse("none"));
                }
                case 7 -> {
                    if (!list.isEmpty() && random.nextInt(5) == 0) takeAll();
                    else byType(Integer.class);
                }
                default -> takeAndPutBack();
            }
        }

        private void byType(Class<?> type) {
            Optional<?> brought = self.tryReceive(type, Duration.ZERO);
            assertEquals(expected(type::isInstance), brought.isPresent() ? brought.get() : "none");
        }

        private void by(Predicate<Object> wanted) {
            assertEquals(
                    expected(wanted), self.tryReceive(wanted, Duration.ZERO).orElse("none"));
        }

        private void takeAll() {
            while (!list.isEmpty()) assertEquals(list.removeFirst(), self.receive());
        }

        /** Waits for several things of which one fails: the messages go back to where they were. */
        private void takeAndPutBack() {
            var failed = CompletableFuture.failedFuture(new IllegalStateException("never"));
            assertThrows(
                    IllegalStateException.class,
                    () -> self.all(
                            Wait.message(String.class),
                            Wait.message(Long.class),
                            Wait.message(m -> m instanceof Integer i && i % 2 == 0),
                            Wait.stage(failed)));
        }
    }

    @CoroTest
    void shouldBringWhatAPlainListWould(Scheduler coros) {
        for (long seed : new long[] {1, 2, 3}) {
            Coro c = coros.spawn("c", self -> {
                var twin = new Twin(self, seed);
                for (int i = 0; i < STEPS; i++) twin.step();
                twin.takeAll();
                assertEquals(Optional.empty(), self.poll());
                return "the same";
            });
            assertEquals("the same", c.value(LONG), "seed " + seed);
        }
    }

    @CoroTest
    @DisplayName(
            "senders from threads and coroutines, with and without waiting: nothing is lost, doubled, or out of order")
    void shouldKeepTheOrderOfEachSender(Scheduler coros) throws Exception {
        int senders = 6;
        int each = 4_000;
        record Numbered(int sender, int number) {}
        record Marked(int sender, int number) {}
        for (int bound : new int[] {0, 1, 50}) {
            Coro c = coros.spawn(
                    bound == 0
                            ? Spawn.named("receiver")
                            : Spawn.named("receiver").bound(bound),
                    self -> {
                        int[] plain = new int[senders];
                        int[] marked = new int[senders];
                        for (int left = senders * each; left > 0; left--) {
                            Object m = left % 7 == 0
                                    ? self.tryReceive(Marked.class, Duration.ZERO)
                                            .map(Object.class::cast)
                                            .orElseGet(self::receive)
                                    : left % 5 == 0
                                            ? self.tryReceive(x -> x instanceof Numbered, Duration.ZERO)
                                                    .orElseGet(self::receive)
                                            : self.receive();
                            // of one kind and one sender they come in order
                            if (m instanceof Marked k) assertEquals(marked[k.sender()]++, k.number());
                            else if (m instanceof Numbered k) assertEquals(plain[k.sender()]++, k.number());
                        }
                        return Arrays.stream(plain).sum()
                                + Arrays.stream(marked).sum();
                    });
            var threads = new ArrayList<Thread>();
            for (int s = 0; s < senders; s++) {
                int me = s;
                Runnable send = () -> {
                    int numbered = 0;
                    int marks = 0;
                    for (int i = 0; i < each; i++) {
                        boolean mark = i % 3 == me % 3;
                        c.deliver(mark ? new Marked(me, marks++) : new Numbered(me, numbered++));
                    }
                };
                if (s % 2 == 0) threads.add(Thread.ofPlatform().start(send));
                else
                    coros.spawn("sender", self -> {
                        send.run();
                        return null;
                    });
            }
            assertEquals(senders * each, c.value(LONG), "bound " + bound);
            for (Thread t : threads) t.join();
        }
    }

    @CoroTest
    @DisplayName("a deliver without a time-out waits for room, however many others put messages in at that moment")
    void shouldWaitForRoomAmongManySenders(Scheduler coros) throws Exception {
        int senders = 3;
        int each = 200;
        // a mailbox that grows anew each time: more than its first places, and no more than its bound
        for (int round = 0; round < 300; round++) {
            Coro c = coros.spawn(Spawn.named("receiver").bound(5 + round % 30), self -> {
                for (int left = senders * each; left > 0; left--) self.receive();
                return "all";
            });
            var threads = new ArrayList<Thread>();
            var refused = new ConcurrentLinkedQueue<SendResult>();
            for (int s = 0; s < senders; s++) {
                threads.add(Thread.ofPlatform().start(() -> {
                    for (int i = 0; i < each; i++) {
                        SendResult result = c.deliver(i);
                        if (result != SendResult.ACCEPTED) refused.add(result);
                    }
                }));
            }
            for (Thread t : threads) t.join();
            assertEquals(List.of(), List.copyOf(refused), "round " + round);
            assertEquals("all", c.value(LONG));
        }
    }
}
