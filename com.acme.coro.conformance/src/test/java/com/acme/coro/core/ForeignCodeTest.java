package com.acme.coro.core;

import static com.acme.coro.core.Soon.SOON;
import static com.acme.coro.core.Soon.ended;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.LogLines;
import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroEvent;
import com.acme.coro.api.CoroEvent.DeadLetter;
import com.acme.coro.api.CoroEvent.DeadLetter.Reason;
import com.acme.coro.api.Exit;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Resumed;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Self;
import com.acme.coro.api.SendResult;
import com.acme.coro.api.Spawn;
import com.acme.coro.api.channel.Channel;
import com.acme.coro.api.channel.Channels;
import com.acme.coro.api.spi.Names;
import com.acme.coro.api.standalone.CoroRuntime;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.Events;
import com.acme.coro.testkit.Eventually;
import com.acme.coro.testkit.Refs;
import com.acme.coro.testkit.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Code of programs and libraries that throws where nothing is expected")
class ForeignCodeTest {
    /** As of a bundle that was uninstalled: nothing of it can be called any more. */
    private static final class Gone {
        @Override
        public String toString() {
            throw new NoClassDefFoundError("com/example/Gone");
        }
    }

    private static void going(Scheduler coros) {
        assertEquals("alive", coros.spawn("next", self -> "alive").value(SOON));
    }

    @CoroTest
    @DisplayName("a message that cannot be printed is unread when its receiver ends")
    void shouldReportAnUnreadMessageThatThrows(Scheduler coros, Events events, Refs refs) {
        Coro c = refs.ref(coros.spawn("c", Self::suspend));
        Coro monitor = coros.spawn("monitor", self -> {
            self.monitor(c);
            return self.receive(Exit.class);
        });
        c.send(new Gone());
        Eventually.holds("resumed", () -> c.resume("end") == Resumed.WOKEN);
        assertEquals(new Outcome.Returned("end"), ended(c));
        assertEquals(new Exit(c, new Outcome.Returned("end")), monitor.value(SOON));
        var letter = events.await(DeadLetter.class);
        assertEquals(Gone.class.getName(), letter.type());
        assertTrue(letter.message().contains(NoClassDefFoundError.class.getName()), letter.message());
        going(coros);
    }

    @CoroTest
    @DisplayName("a message that cannot be printed is sent to one that has ended")
    void shouldReportALateMessageThatThrows(Scheduler coros, Events events, Refs refs) {
        Coro c = refs.ref(coros.spawn("c", self -> null));
        c.tryJoin(SOON);
        assertInstanceOf(SendResult.Gone.class, c.send(new Gone()));
        assertEquals(Reason.ENDED, events.await(DeadLetter.class).reason());
        going(coros);
    }

    @CoroTest
    @DisplayName("a receiver that cannot print a message does not handle it")
    void shouldReportAnUnhandledMessageThatThrows(Scheduler coros, Events events, Refs refs) {
        Coro c = refs.ref(coros.spawn("c", self -> {
            self.receive();
            self.unhandled();
            return "went on";
        }));
        c.send(new Gone());
        assertEquals("went on", c.value(SOON));
        assertEquals(Reason.UNHANDLED, events.await(DeadLetter.class).reason());
    }

    @CoroTest
    @DisplayName("a message that cannot be printed is published to a subscriber with a full mailbox")
    void shouldReportAPublishedMessageThatThrows(Scheduler coros, Channels channels, Events events) {
        Channel channel = channels.create("news");
        Coro full = coros.spawn(Spawn.named("full").bound(1), Self::suspend);
        channel.subscribe(full);
        full.send("fills it");
        channel.send(new Gone());
        assertEquals(
                Gone.class.getName(),
                events.await(DeadLetter.class, l -> l.reason() == Reason.FULL).type());
        going(coros);
        full.terminate();
    }

    @CoroTest
    @DisplayName("an answer that cannot be printed comes late")
    void shouldReportALateAnswerThatThrows(Scheduler coros, Events events) {
        Coro server = coros.spawn("server", self -> {
            Coro reply = self.receive(Coro.class);
            reply.send("in time");
            reply.send(new Gone());
            return "went on";
        });
        assertEquals("in time", server.ask(reply -> reply, SOON));
        assertEquals("went on", server.value(SOON));
        assertEquals(Reason.LATE_ANSWER, events.await(DeadLetter.class).reason());
    }

    @CoroTest
    @DisplayName("a text is made outside of turns, and no more of it than is shown")
    void shouldMakeTextsOutsideOfTurns(CoroRuntime runtime, Scheduler coros, Events events, Refs refs) {
        var inTurn = new AtomicBoolean();
        var read = new AtomicInteger();
        var slow = new Object() {
            @Override
            public String toString() {
                if (runtime.parking().current().isPresent()) inTurn.set(true);
                return "slow";
            }
        };
        var huge = new java.util.AbstractList<Integer>() {
            @Override
            public Integer get(int i) {
                read.incrementAndGet();
                return i;
            }

            @Override
            public int size() {
                return 50_000;
            }
        };
        Coro c = refs.ref(coros.spawn("c", Self::suspend));
        for (int i = 0; i < 500; i++) c.send(huge);
        c.send(slow);
        Eventually.holds("resumed", () -> c.resume("end") == Resumed.WOKEN);
        c.tryJoin(SOON);
        events.await(DeadLetter.class, l -> l.message().equals("slow"));
        assertFalse(inTurn.get());
        assertTrue(read.get() < 500 * 250, "elements read for 500 texts of 200 characters: " + read);
        assertTrue(events.of(DeadLetter.class).getFirst().message().startsWith("[0, 1, 2, 3"));
    }

    @CoroTest
    @DisplayName("texts are on one line and have no control characters")
    void shouldMakeTextsPrintable(Scheduler coros, Events events, Refs refs) {
        Coro c = refs.ref(coros.spawn("c", self -> null));
        c.tryJoin(SOON);
        c.send("a\nb\u001b[2J\u009b2J\u2028\u202ec");
        assertEquals(
                "a\\nb\\u001b[2J\\u009b2J\\u2028\\u202ec",
                events.await(DeadLetter.class).message());
    }

    private record Order(String item, List<Integer> amounts) {}

    private record Secret(String password) {
        @Override
        public String toString() {
            return "Secret[hidden]";
        }
    }

    @CoroTest
    @DisplayName("records, maps and arrays are printed in part where they are large, and as they say where they say it")
    void shouldPrintStructures(Scheduler coros, Events events, Refs refs) {
        Coro c = refs.ref(coros.spawn("c", self -> null));
        c.tryJoin(SOON);
        var numbers = java.util.stream.IntStream.range(0, 50_000).boxed().toList();
        var itself = new ArrayList<Object>();
        itself.add(itself);
        c.send(new Order("apple", List.of(1, 2)));
        c.send(new Order("pear", numbers));
        c.send(new Secret("12345"));
        c.send(new int[] {1, 2, 3});
        c.send(java.util.Map.of("key", new Gone()));
        c.send(itself);
        c.send("last");
        events.await(DeadLetter.class, l -> l.message().equals("last"));
        var texts =
                events.of(DeadLetter.class).stream().map(DeadLetter::message).toList();
        assertEquals("Order[item=apple, amounts=[1, 2]]", texts.get(0));
        assertTrue(texts.get(1).startsWith("Order[item=pear, amounts=[0, 1, 2"), texts.get(1));
        assertTrue(texts.get(1).length() <= 201, texts.get(1));
        assertEquals("Secret[hidden]", texts.get(2));
        assertEquals("[1, 2, 3]", texts.get(3));
        assertEquals("{key=(not printable: java.lang.NoClassDefFoundError)}", texts.get(4));
        assertTrue(texts.get(5).length() <= 201, texts.get(5));
    }

    /** An exception none of whose methods can be called. */
    private static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new NoClassDefFoundError("message");
        }

        @Override
        public String toString() {
            throw new NoClassDefFoundError("text");
        }

        @Override
        public synchronized Throwable getCause() {
            throw new NoClassDefFoundError("cause");
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            throw new NoClassDefFoundError("stack");
        }
    }

    @CoroTest
    @DisplayName("a body fails with an exception none of whose methods can be called: its clean-up runs all the same")
    void shouldNameAFailureThatCannotBeRead(Scheduler coros, com.acme.coro.api.sync.Locks locks, Events events) {
        var lock = locks.lock();
        Coro c = coros.spawn("c", self -> {
            lock.acquire();
            throw new Unreadable();
        });
        var failed = assertInstanceOf(Outcome.Failed.class, ended(c));
        assertEquals(Unreadable.class.getName(), failed.failure().type());
        assertEquals(
                "free",
                coros.spawn("next owner", self -> {
                            lock.acquire();
                            return "free";
                        })
                        .value(SOON));
        events.await(CoroEvent.Ended.class);
    }

    private static RuntimeException chain(int causes) {
        RuntimeException e = new IllegalStateException("the first");
        for (int i = 0; i < causes; i++) e = new IllegalStateException("link " + i, e);
        return e;
    }

    @CoroTest
    @DisplayName("a failure with thousands of causes is told and logged, cut short; what comes after it is told, too")
    void shouldCutACauseChain(Scheduler coros, Events events) {
        try (var lines = new LogLines()) {
            ended(coros.spawn("c", self -> {
                throw chain(20_000);
            }));
            ended(coros.spawn("d", self -> {
                throw new IllegalStateException("after");
            }));
            events.await(
                    CoroEvent.Ended.class,
                    e -> e.outcome() instanceof Outcome.Failed f
                            && f.failure().message().equals("after"));
            assertEquals(1, lines.with("coroutine failed", "link 19999").size());
        }
        var failure = events.of(CoroEvent.Ended.class).getFirst();
        int causes = 0;
        for (var f = ((Outcome.Failed) failure.outcome()).failure();
                f.cause().isPresent();
                f = f.cause().get()) causes++;
        assertTrue(causes >= 20 && causes <= 1_000, "causes kept: " + causes);
    }

    @CoroTest
    @DisplayName("causes and suppressed exceptions that lead back to themselves, and more of them than can be kept")
    void shouldBoundFailures(Scheduler coros) {
        var a = new IllegalStateException("a");
        var b = new IllegalStateException("b", a);
        a.initCause(b);
        for (int i = 0; i < 10_000; i++) a.addSuppressed(chain(3));
        a.addSuppressed(b);
        var failed = assertInstanceOf(Outcome.Failed.class, ended(coros.spawn("c", self -> {
            throw a;
        })));
        assertEquals("b", failed.failure().cause().orElseThrow().message());
        assertTrue(failed.failure().suppressed().size() < 1_000);
    }

    @CoroTest
    @DisplayName("an action at exit that throws an Error does not keep the others from running")
    void shouldRunAllActionsAtExit(CoroRuntime runtime) {
        Scheduler coros = runtime.scheduler("other");
        var ran = new CopyOnWriteArrayList<String>();
        coros.atExit(3, () -> ran.add("first"));
        coros.atExit(2, () -> {
            throw new NoClassDefFoundError("gone");
        });
        coros.atExit(1, () -> ran.add("last"));
        coros.terminate();
        assertEquals(List.of("first", "last"), ran);
    }

    @CoroTest
    @DisplayName("a log service that throws Errors keeps neither listeners nor coroutines from anything")
    void shouldBearALogThatThrows(Scheduler coros, Events events, VirtualTime time) {
        Logger logger = Logger.getLogger("com.acme.coro.scheduler");
        var asked = new AtomicInteger();
        var broken = new Handler() {
            @Override
            public void publish(LogRecord line) {
                throw asked.incrementAndGet() % 2 == 0 ? new OutOfMemoryError("in a log") : new StackOverflowError();
            }

            @Override
            public void flush() {
                // nothing is held back
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
        try (var quiet = new LogLines()) {
            logger.addHandler(broken);
            for (int i = 0; i < 5; i++) {
                ended(coros.spawn("c", self -> {
                    throw new IllegalStateException("failed");
                }));
            }
            Eventually.holds(
                    "told of all", () -> events.of(CoroEvent.Ended.class).size() == 5);
            assertTrue(asked.get() >= 5, "asked to log: " + asked + ", written: " + quiet.with("failed"));
        } finally {
            logger.removeHandler(broken);
        }
    }

    @CoroTest
    @DisplayName("a watcher of names that throws Errors harms neither the holder of a name nor other watchers")
    void shouldBearAWatcherOfNamesThatThrows(Scheduler coros, Names names) {
        var told = new CopyOnWriteArrayList<String>();
        var broken = names.watch((name, coro, registered) -> {
            throw new NoClassDefFoundError("gone");
        });
        var whole = names.watch((name, coro, registered) -> told.add(name + " " + registered));
        Coro c = coros.spawn(Spawn.named("c").registered("held"), self -> self.receive());
        c.send("end");
        assertEquals(new Outcome.Returned("end"), ended(c));
        assertEquals(
                "free",
                coros.spawn(Spawn.named("d").registered("held"), self -> "free").value(SOON));
        assertEquals(List.of("held true", "held false", "held true", "held false"), told);
        broken.close();
        whole.close();
    }
}
