package com.acme.coro.scheduler.core;

import com.acme.coro.api.CoroState;
import com.acme.coro.api.SendResult;
import com.acme.coro.scheduler.wait.ParkedWait;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Schedules of a coroutine's lock, and of the mailbox that it guards. */
@EnabledIfSystemProperty(named = "coro.schedules.all", matches = "true", disabledReason = "takes minutes")
class MailboxSchedulesTest {
    @Test
    void shouldLetOneThreadAtATimeHaveTheLockOfACoroutine() {
        Schedules.check(Locked.class, BatonSchedulesTest.Counter.class, 2, 3);
    }

    /** Counts with the lock. */
    public static class Locked {
        private final LocalCoro coro = Schedules.coro(1);
        // guarded by the coroutine's lock
        private int count;

        @Operation
        public int turn() {
            coro.lock();
            int now = count;
            count = now + 1;
            coro.unlock();
            return now;
        }
    }

    @Test
    void shouldKeepMessagesInOrderWithinTheBoundAndLetThoseInWhoWaitForRoom() {
        Schedules.check(Bounded.class, Queue.class, 2, 3);
    }

    /** A mailbox with a bound, as senders and the coroutine's own thread use it. */
    @Param(name = "message", gen = IntGen.class, conf = "1:9")
    public static class Bounded {
        private static final int BOUND = 2;
        private final LocalCoro coro = Schedules.coro(1);
        private final Mailbox box = new Mailbox(BOUND, Integer.MAX_VALUE);
        // guarded by the coroutine's lock
        private boolean ended;

        /** Waits for room until its time is up, which is at once. */
        @Operation
        public String deliver(@Param(name = "message") int message) {
            ParkedWait<SendResult> wait = Schedules.threadWait();
            var room = new RoomWaiters.Entry(wait, message);
            String now = null;
            coro.lock();
            if (ended) now = "gone";
            else if (box.full()) box.await(room);
            else now = add(message);
            coro.unlock();
            if (now != null) return now;
            return wait.await(Duration.ofNanos(1), () -> forget(room))
                    .map(r -> r == SendResult.ACCEPTED ? "accepted" : "gone")
                    .orElse("full");
        }

        private String add(int message) {
            box.add(message);
            return "accepted";
        }

        private void forget(RoomWaiters.Entry room) {
            coro.lock();
            box.forget(room);
            coro.unlock();
        }

        @Operation(nonParallelGroup = "own thread")
        public int take() {
            ParkedWait<?> admitted = null;
            int message = 0;
            coro.lock();
            if (!ended && box.size() > 0) {
                message = (Integer) box.take();
                admitted = box.admit();
            }
            coro.unlock();
            if (admitted != null) admitted.finish(SendResult.ACCEPTED);
            return message;
        }

        @Operation(nonParallelGroup = "own thread")
        public void end() {
            coro.lock();
            ended = true;
            coro.unlock();
            while (true) {
                coro.lock();
                ParkedWait<?> evicted = box.evict();
                coro.unlock();
                if (evicted == null) return;
                evicted.finish(new SendResult.Gone("a schedule"));
            }
        }
    }

    /** A queue with a bound that takes nothing more once it has ended. */
    public static class Queue {
        private final ArrayDeque<Integer> messages = new ArrayDeque<>();
        private boolean ended;

        public String deliver(int message) {
            if (ended) return "gone";
            if (messages.size() == Bounded.BOUND) return "full";
            messages.add(message);
            return "accepted";
        }

        public int take() {
            return ended || messages.isEmpty() ? 0 : messages.poll();
        }

        public void end() {
            ended = true;
        }
    }

    @Test
    void shouldKeepTheOrderWhenAMessageIsTakenFromTheMiddleAndPutBack() {
        Schedules.check(Holes.class, Places.class);
    }

    /** A mailbox from which the own thread takes the second message, and puts it back. */
    @Param(name = "message", gen = IntGen.class, conf = "1:9")
    public static class Holes {
        private final LocalCoro coro = Schedules.coro(1);
        private final Mailbox box = new Mailbox(0, Integer.MAX_VALUE);
        /** What was taken from the middle; null for nothing. Of the own thread. */
        private Mailbox.Taken taken;

        @Operation
        public void send(@Param(name = "message") int message) {
            var memory = new Mailbox.Chunk(4);
            coro.lock();
            box.offer(memory);
            box.add(message);
            coro.unlock();
        }

        @Operation(nonParallelGroup = "own thread")
        public int takeFirst() {
            if (taken != null) return 0;
            coro.lock();
            int message = box.size() == 0 ? 0 : (Integer) box.take();
            coro.unlock();
            return message;
        }

        @Operation(nonParallelGroup = "own thread")
        public int takeSecond() {
            if (taken != null) return 0;
            var at = new Mailbox.Cursor();
            int message = 0;
            coro.lock();
            if (box.size() > 1) {
                box.locate(at); // of the oldest
                do {
                    at.position++;
                    box.locate(at);
                } while (Mailbox.at(at.chunk, at.position) == null);
                Object found = Mailbox.at(at.chunk, at.position);
                taken = new Mailbox.Taken(box.takeFrom(at.chunk, at.position, found), at.position);
                message = (Integer) found;
            }
            coro.unlock();
            return message;
        }

        @Operation(nonParallelGroup = "own thread")
        public void putBack() {
            if (taken == null) return;
            var memory = Mailbox.forOne();
            coro.lock();
            box.putBack(taken, memory);
            coro.unlock();
            taken = null;
        }

        @Operation
        public List<Object> all() {
            coro.lock();
            List<Object> all = box.from(0);
            coro.unlock();
            return all;
        }
    }

    /** A list. */
    public static class Places {
        private final ArrayList<Object> messages = new ArrayList<>();
        private Object taken;

        public void send(int message) {
            messages.add(message);
        }

        public int takeFirst() {
            return taken != null || messages.isEmpty() ? 0 : (Integer) messages.removeFirst();
        }

        public int takeSecond() {
            if (taken != null || messages.size() < 2) return 0;
            taken = messages.remove(1);
            return (Integer) taken;
        }

        public void putBack() {
            if (taken != null) messages.add(1, taken);
            taken = null;
        }

        public List<Object> all() {
            return List.copyOf(messages);
        }
    }

    @Test
    void shouldAcceptWhatIsReceivedAndRefuseWhatComesAfterTheEnd() {
        Schedules.check(Sent.class, Mail.class, 2, 3);
    }

    /** The real send, against the end of the coroutine. */
    @Param(name = "message", gen = IntGen.class, conf = "1:9")
    public static class Sent {
        private final LocalCoro coro = Schedules.coro(1);

        @Operation
        public boolean send(@Param(name = "message") int message) {
            return coro.send(message) == SendResult.ACCEPTED;
        }

        /** What is left, and nothing is accepted any more. */
        @Operation(runOnce = true)
        public List<Object> end() {
            coro.lock();
            List<Object> left = coro.mailbox == null ? List.of() : coro.mailbox.from(0);
            coro.step(CoroState.ENDED);
            coro.mailbox = null;
            coro.unlock();
            return left;
        }
    }

    /** A list that is closed once. */
    public static class Mail {
        private ArrayList<Object> messages = new ArrayList<>();
        private boolean ended;

        public boolean send(int message) {
            if (!ended) messages.add(message);
            return !ended;
        }

        public List<Object> end() {
            ended = true;
            return messages;
        }
    }
}
