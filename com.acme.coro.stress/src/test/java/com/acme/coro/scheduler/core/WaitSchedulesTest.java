package com.acme.coro.scheduler.core;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroTimeoutException;
import com.acme.coro.api.SendResult;
import com.acme.coro.scheduler.wait.Callback;
import com.acme.coro.scheduler.wait.ParkedWait;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Schedules of waits: what completes one, what ends it otherwise, and what becomes of a value that comes too late. */
@EnabledIfSystemProperty(named = "coro.schedules.all", matches = "true", disabledReason = "takes minutes")
class WaitSchedulesTest {
    @Test
    void shouldLetOneOfManyEndAWait() {
        Schedules.check(Ends.class, First.class, 2, 3);
    }

    /** All that may end a wait. */
    @Param(name = "value", gen = IntGen.class, conf = "1:9")
    public static class Ends {
        private final AtomicInteger brought = new AtomicInteger();
        private final Callback<Integer> wait = new Callback<>("a schedule", value -> brought.addAndGet(100 + value));
        private final AtomicInteger won = new AtomicInteger();

        @Operation
        public boolean complete(@Param(name = "value") int value) {
            boolean first = wait.complete(value);
            if (first) won.addAndGet(100 + value);
            return first;
        }

        /** The time, a raise, a termination. */
        @Operation
        public boolean claim() {
            return wait.claim();
        }

        @Operation
        public boolean pending() {
            return wait.pending();
        }

        @Validate
        public void shouldHaveBroughtWhatWon() {
            if (brought.get() != won.get()) throw new IllegalStateException(brought + " was brought, not " + won);
        }
    }

    /** The first of all calls wins. */
    public static class First {
        private boolean over;

        public boolean complete(int value) {
            return claim();
        }

        public boolean claim() {
            boolean first = !over;
            over = true;
            return first;
        }

        public boolean pending() {
            return !over;
        }
    }

    @Test
    void shouldKeepWhatCameTooLateForTheOneWhoWaited() {
        Schedules.check(HandOver.class, Fifo.class, 2, 3);
    }

    /** Values for those who wait, whose time is up at once. */
    @Param(name = "value", gen = IntGen.class, conf = "1:9")
    public static class HandOver {
        private final ArrayDeque<Integer> values = new ArrayDeque<>();
        private final ArrayDeque<ParkedWait<Integer>> waiting = new ArrayDeque<>();

        @Operation
        public synchronized void put(@Param(name = "value") int value) {
            for (ParkedWait<Integer> w; (w = waiting.poll()) != null; ) if (w.complete(value)) return;
            values.add(value);
        }

        @Operation
        public int take() {
            ParkedWait<Integer> wait;
            synchronized (this) {
                Integer now = values.poll();
                if (now != null) return now;
                wait = Schedules.threadWait();
                waiting.add(wait);
            }
            return wait.await(Duration.ofNanos(1), () -> forget(wait)).orElse(0);
        }

        private synchronized void forget(ParkedWait<Integer> wait) {
            waiting.remove(wait);
        }
    }

    /** A queue; nothing is taken where there is nothing. */
    public static class Fifo {
        private final ArrayDeque<Integer> values = new ArrayDeque<>();

        public void put(int value) {
            values.add(value);
        }

        public int take() {
            return values.isEmpty() ? 0 : values.poll();
        }
    }

    @Test
    void shouldGiveBackWhatACoroutineThatWasCutOffHasNotTaken() {
        Schedules.check(GivenBack.class, FirstOrLost.class, 2, 3);
    }

    /** A wait that is completed while its coroutine is cut off, or ended by something else. */
    @Param(name = "value", gen = IntGen.class, conf = "1:9")
    public static class GivenBack {
        private final LocalCoro coro = Schedules.coro(1);
        private final CoroWait<Integer> wait = new CoroWait<>("a schedule", null, coro);
        private final AtomicInteger completed = new AtomicInteger();
        private final AtomicInteger cutOff = new AtomicInteger();
        private final AtomicInteger givenBack = new AtomicInteger();

        public GivenBack() {
            wait.givingBack(value -> givenBack.addAndGet(100 + value));
        }

        @Operation
        public boolean complete(@Param(name = "value") int value) {
            boolean first = wait.complete(value);
            if (first) completed.addAndGet(100 + value);
            return first;
        }

        @Operation
        public boolean claim() {
            return wait.claim();
        }

        /** As the coroutine does when it finds that it was cut off. */
        @Operation
        public void abandon() {
            cutOff.set(1);
            coro.lock();
            boolean lost = wait.abandon();
            coro.unlock();
            if (lost) wait.giveBack();
        }

        @Validate
        public void shouldBeTakenOrGivenBackOnce() {
            int lost = completed.get() * cutOff.get();
            if (givenBack.get() != lost) throw new IllegalStateException("given back " + givenBack + ", lost " + lost);
        }
    }

    /** The first of all calls wins, whoever takes what it brought. */
    public static class FirstOrLost extends First {
        public void abandon() {}
    }

    @Test
    void shouldGiveAnAnswerToItsQuestionOrRefuseIt() {
        Schedules.check(Answers.class, 2, 2);
    }

    /** Questions whose time is up at once, and those who answer the last one asked. */
    @Param(name = "value", gen = IntGen.class, conf = "1:9")
    public static class Answers {
        private final LocalCoro asked = Schedules.coro(1);
        private volatile Coro replyTo;
        private final AtomicInteger accepted = new AtomicInteger();
        private final AtomicInteger answered = new AtomicInteger();

        @Operation
        public void ask() {
            try {
                Object answer = ReplyReference.ask(asked, to -> replyTo = to, 0);
                answered.addAndGet(100 + (Integer) answer);
            } catch (CoroTimeoutException late) {
                return; // there was none in time
            }
        }

        @Operation
        public void answer(@Param(name = "value") int value) {
            Coro to = replyTo;
            if (to != null && to.send(value) == SendResult.ACCEPTED) accepted.addAndGet(100 + value);
        }

        @Validate
        public void shouldHaveAnsweredWithWhatWasAccepted() {
            if (answered.get() != accepted.get()) {
                throw new IllegalStateException(accepted + " was accepted, " + answered + " was the answer");
            }
        }
    }
}
