package com.acme.coro.scheduler.core;

import com.acme.coro.api.CoroEvent.DeadLetter.Reason;
import com.acme.coro.api.CoroState;
import com.acme.coro.api.Exit;
import com.acme.coro.api.SendResult;
import com.acme.coro.scheduler.engine.Timer;
import com.acme.coro.scheduler.engine.Timers;
import com.acme.coro.scheduler.wait.InjectedThrowable;
import com.acme.coro.scheduler.wait.ParkedWait;
import java.util.function.Predicate;

/** The mailbox of a coroutine, as senders and as the coroutine itself use it. Waits are those of {@link SuspendableCoro}. */
abstract sealed class ReceivingCoro extends SuspendableCoro permits LocalCoro {
    ReceivingCoro(LocalScheduler scheduler, String name) {
        super(scheduler, name);
    }

    /**
     * Waits for any message, without limit: the wait that most coroutines are in. Short, so that it compiles to one
     * frame: what a waiting coroutine costs is mostly the frames that are kept of it.
     */
    final Object receiveAny() {
        if (engine.turnUsedUp(1)) giveWay(true);
        lock();
        if (ending != null || (extras != null && extras.pressing())) {
            unlock();
            return receive(null, Timers.NEVER, null);
        }
        Mailbox box = mailbox;
        if (box != null && box.size() > 0) return removeFirst(box);
        step(CoroState.RECEIVING);
        wanted = null;
        waitsSince = engine.tick();
        unlock();
        engine.relinquish(local());
        turns++;
        Object got = brought;
        brought = null;
        return raised ? receiveAfter(got) : got;
    }

    private Object receiveAfter(Object ended) {
        throwRaised(ended);
        return receive(null, Timers.NEVER, null);
    }

    /**
     * Waits for a message. Wanted is null for any, a Class, or a Predicate. A time of zero polls. Returns {@link
     * #TIME_UP} when the time is up.
     *
     * @param from what is before it a predicate has looked at; null for nothing
     */
    final Object receive(Object wants, long timeoutNanos, Mailbox.Cursor from) {
        Mailbox.Cursor seen = from == null && wants instanceof Predicate ? new Mailbox.Cursor() : from;
        long deadline = timeoutNanos == Timers.NEVER || timeoutNanos == 0 ? 0 : engine.time.nanos() + timeoutNanos;
        mayWait(true);
        for (; ; ) {
            Object message = takeMail(wants, seen);
            if (message != null) return message;
            // with the lock held from here
            long left = Timers.NEVER;
            Timer timer = null;
            InjectedThrowable first;
            try {
                first = first(timeoutNanos == Timers.NEVER, true);
                if (first == null && timeoutNanos != 0) {
                    if (timeoutNanos != Timers.NEVER) left = Math.max(0, deadline - engine.time.nanos());
                    timer = timer(left);
                    step(CoroState.RECEIVING);
                    wanted = wants;
                }
                unlock();
            } catch (Throwable t) {
                throw unlockAfter(t);
            }
            if (first != null) {
                doFirst(first);
                continue;
            }
            if (timeoutNanos == 0) return TIME_UP;
            Object got = park(timer);
            if (raised) {
                throwRaised(got);
                continue; // not read again: it may have waited meanwhile
            }
            if (got == LOOK_AGAIN) continue;
            if (got == TIME_UP) {
                throwGraceOver(left == Timers.NEVER, true);
                // the end of a grace that has moved, because the process was paused
                if (left != Timers.NEVER && deadline - engine.time.nanos() > 0) continue;
            }
            return got;
        }
    }

    /** The oldest message that is wanted, or null and then the lock is held. */
    @SuppressWarnings("unchecked") // what is wanted is null, a Class, or a Predicate of Object
    private Object takeMail(Object wants, Mailbox.Cursor seen) {
        if (wants instanceof Class<?> type) return MailSearch.byType(this, type);
        if (wants != null) return MailSearch.byPredicate(this, (Predicate<Object>) wants, seen);
        lock();
        Mailbox box = mailbox;
        return box == null || box.size() == 0 ? null : removeFirst(box);
    }

    /** Takes the oldest message, lets the next deliver in; called with the lock held, gives it up. */
    final Object removeFirst(Mailbox box) {
        if (box.isWaitedFor() && !box.roomy()) prepareToRemove(box);
        Object message = box.take();
        admitted(box);
        return message;
    }

    /**
     * Before a message is taken, with the lock held: makes memory for the one that is let in then, which takes the lock
     * away for that. Throws, without the lock, if there is none, or if the coroutine was cut off.
     */
    final void prepareToRemove(Mailbox box) {
        while (mailbox == box && box.isWaitedFor() && !box.roomy()) {
            unlock();
            var memory = new Mailbox.Chunk(box.nextLength());
            lock();
            box.offer(memory);
        }
        if (mailbox == box) return;
        unlock();
        throw runtime().detached().exception(local());
    }

    /** A message was taken: lets the next deliver in; called with the lock held, gives it up. */
    final void admitted(Mailbox box) {
        ParkedWait<?> admitted = box.isWaitedFor() ? box.admit() : null;
        unlock();
        if (admitted != null) admitted.finish(SendResult.ACCEPTED);
    }

    /** Takes the oldest message without waiting; null if there is none. */
    final Object poll() {
        Object message = takeMail(null, null);
        if (message == null) unlock();
        return message;
    }

    /** The oldest message from a cursor on that a predicate accepts, taken; null if there is none now. */
    final Mailbox.Taken search(Predicate<Object> predicate, Mailbox.Cursor from) {
        Object message = MailSearch.byPredicate(this, predicate, from);
        if (message != null) return new Mailbox.Taken(message, from.position - 1);
        unlock();
        return null;
    }

    /** Takes a message that a search has found before, if it is still there; null if it is not. */
    final Object take(Mailbox.Chunk chunk, long position) {
        lock();
        Mailbox box = mailbox;
        Object message = box == null ? null : Mailbox.at(chunk, position);
        if (message == null) {
            unlock();
            return null;
        }
        prepareToRemove(box);
        Object taken = box.takeFrom(chunk, position, message);
        if (taken == null) unlock();
        else admitted(box);
        return taken;
    }

    /** Undoes a search. */
    final void putBack(Mailbox.Taken taken) {
        Mailbox.Chunk memory = Mailbox.forOne();
        lock();
        Mailbox box = mailbox;
        if (box != null) box.putBack(taken, memory);
        unlock();
        if (box == null) runtime().events.deadLetter(local(), taken.message(), Reason.UNREAD);
    }

    /** The position that the next message will have; 0 if there was none yet. */
    final long mailEnd() {
        lock();
        long n = mailbox == null ? 0 : mailbox.end();
        unlock();
        return n;
    }

    /** {@link Mailbox#restored()}, for the own thread. */
    final int mailRestored() {
        lock();
        int n = mailbox == null ? 0 : mailbox.restored();
        unlock();
        return n;
    }

    /** How many messages there are. */
    public final int mail() {
        lock();
        int n = mailbox == null ? 0 : mailbox.size();
        unlock();
        return n;
    }

    @Override
    public SendResult send(Object sent) {
        Object message = runtime().passed(CoroReference.ordinary(sent));
        lock();
        return put(message);
    }

    @Override
    public void deliverExit(Exit exit) {
        Object message = runtime().passed(exit);
        lock();
        SendResult unused = put(message);
    }

    /** Puts a message in; called with the lock held, gives it up. */
    private SendResult put(Object message) {
        if (handOver(message)) {
            unlock();
            engine.ready(this);
            return SendResult.ACCEPTED;
        }
        if (state == CoroState.ENDED) {
            unlock();
            runtime().events.deadLetter(this, message, Reason.ENDED);
            return gone();
        }
        Mailbox box = mailbox;
        if (box != null && box.full() && !(message instanceof Exit)) { // a monitor was promised to be told
            unlock();
            return new SendResult.Full(box.bound);
        }
        if (box == null || !box.roomy()) return putInMore(message);
        box.add(message);
        boolean deep = box.isDeep();
        int depth = box.size();
        boolean look = lookAgain();
        unlock();
        if (look) engine.ready(this);
        if (deep) runtime().events.deepMailbox(local(), depth);
        return SendResult.ACCEPTED;
    }

    /**
     * As {@link #put}, where that takes memory: it is made without the lock, so that where there is none it is the sender
     * that fails, and nothing else has changed.
     */
    private SendResult putInMore(Object message) {
        Mailbox box = mailbox;
        unlock();
        Mailbox first = box == null ? new Mailbox(0, scheduler().settings.deepMailbox()) : null;
        var memory = box == null ? null : new Mailbox.Chunk(box.nextLength());
        lock();
        if (mailbox == null && first != null && state != CoroState.ENDED) mailbox = first;
        else if (mailbox != null && memory != null) mailbox.offer(memory);
        return put(message);
    }

    @Override
    public SendResult deliver(Object sent, long timeoutNanos) {
        Object message = runtime().passed(CoroReference.ordinary(sent));
        if (timeoutNanos != 0) senderMayWait();
        lock();
        SendResult atOnce = put(message);
        if (timeoutNanos == 0 || !(atOnce instanceof SendResult.Full full)) return atOnce;
        if (runtime().currentCoro() == this) {
            throw new IllegalStateException("a coroutine cannot wait for room in its own mailbox: " + this);
        }
        ParkedWait<SendResult> waiter = runtime().prepare("room in the mailbox of ", name);
        var room = new RoomWaiters.Entry(waiter, message);
        SendResult now = awaitRoom(room);
        if (now != null) return now;
        SendResult later = waiter.awaitUntil(timeoutNanos, () -> forgetRoom(room));
        if (later == null) return full;
        if (later instanceof SendResult.Gone) runtime().events.deadLetter(this, message, Reason.ENDED);
        return later;
    }

    private void senderMayWait() {
        LocalCoro sender = scheduler().current();
        if (sender == null || sender.thread != Thread.currentThread())
            sender = runtime().currentCoro();
        if (sender != null) sender.mayWait(false);
    }

    /** Queues a deliver; what became of it if there is room after all, otherwise null. */
    SendResult awaitRoom(RoomWaiters.Entry room) {
        while (true) {
            lock();
            Mailbox box = mailbox;
            if (box != null && state != CoroState.ENDED && box.full()) {
                box.await(room);
                unlock();
                return null;
            }
            // others may fill it while this makes memory for the message
            SendResult now = put(room.message);
            if (!(now instanceof SendResult.Full)) return now;
        }
    }

    void forgetRoom(RoomWaiters.Entry room) {
        lock();
        if (mailbox != null) mailbox.forget(room);
        unlock();
    }

    /** Lets in who waits for room, after the mailbox has got emptier otherwise than by a receive. */
    public void admitAll() {
        while (true) {
            lock();
            Mailbox box = mailbox;
            boolean some = box != null && box.isWaitedFor() && !box.full();
            boolean roomy = some && box.roomy();
            ParkedWait<?> admitted = roomy ? box.admit() : null;
            unlock();
            if (admitted != null) admitted.finish(SendResult.ACCEPTED);
            else if (!some || roomy) return;
            else makeRoomy(box);
        }
    }

    /** Gives a mailbox the memory for one more message; made without the lock. */
    private void makeRoomy(Mailbox box) {
        var memory = new Mailbox.Chunk(box.nextLength());
        lock();
        box.offer(memory);
        unlock();
    }
}
