package com.acme.coro.scheduler.core;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroEvent.DeadLetter.Reason;
import com.acme.coro.api.CoroId;
import com.acme.coro.api.CoroState;
import com.acme.coro.api.Location;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Resumed;
import com.acme.coro.api.SendResult;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/**
 * A coroutine of this process.
 *
 * <pre>
 *  NEW --first turn--> RUNNING --yield--> READY --turn--> RUNNING
 *                        |  ^                ^
 *                        |  +---- turn ------+
 *                        |                   | message, resume, completion, time, raise, terminate
 *                        +--receive--> RECEIVING --+
 *                        +--suspend--> SUSPENDED --+
 *                        +--await----> WAITING ----+
 *                        +--body over--> ENDING --> ENDED          (detach: from anywhere to ENDED)
 * </pre>
 *
 * The coroutine's own thread, which runs only while it holds its scheduler's baton, makes every step from RUNNING.
 * Anybody may end a wait: that step is made under the lock, by one, who then hands the coroutine to its scheduler. The
 * lock is held for a few instructions, never while something waits or foreign code runs, and never two at a time.
 */
public final class LocalCoro extends CoroReference implements Executor, Runnable {
    /** What a wait brings when its time is up. */
    static final Object TIME_UP = new Object();
    /** What a wait brings when there is a message that its own thread has to look at. */
    static final Object LOOK_AGAIN = new Object();

    /** After so many signals thrown again in a coroutine that swallows them, it is cut off. */
    private static final int SWALLOWS = 100;

    private static final VarHandle LOCK;

    static {
        try {
            LOCK = MethodHandles.lookup().findVarHandle(LocalCoro.class, "lock", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    // immutable
    final Engine engine;
    final Group group;
    final String name;
    final long sequence;
    final long parent;
    final long born;

    // links of lists, owned by the list
    LocalCoro next;
    LocalCoro groupNext;
    LocalCoro groupPrevious;

    // written by the own thread or before the first turn; read racily by dumps
    Work work;
    long turns;
    private LocalSelf self;

    /** Written before the first turn by whoever holds the baton; read by everybody. */
    volatile Thread thread;
    /** Own carriers: what carries the thread on, while it waits to be carried. See {@link OwnEngine}. */
    volatile Runnable continuation;
    /** Set once, when it is detached. */
    volatile boolean cutOff;

    // guarded by lock
    @SuppressWarnings("UnusedVariable") // read and written through LOCK
    private int lock;

    private CoroState state = CoroState.NEW;
    private boolean daemon;
    private int waitNo;
    /** Which messages end a RECEIVING: null for any, a Class, a Predicate. */
    private Object wanted;
    /** The wait of WAITING. */
    private CoroWait<?> parked;
    /** What ended the last wait; taken by the own thread. */
    private Object brought;

    private Mailbox mailbox;
    private Extras extras;
    private Ending ending;
    private Outcome outcome;
    private int deep;

    LocalCoro(
            Engine engine, Group group, String name, long sequence, long parent, Work work, boolean daemon, int bound) {
        this.engine = engine;
        this.group = group;
        this.name = name;
        this.sequence = sequence;
        this.parent = parent;
        this.work = work;
        this.daemon = daemon;
        this.born = engine.time.nanos();
        this.deep = engine.settings.deepMailbox();
        if (bound > 0) mailbox = new Mailbox(bound);
    }

    // ---- the lock: spins, since it is held for a few instructions

    void lock() {
        if (!LOCK.compareAndSet(this, 0, 1)) lockSlowly();
    }

    private void lockSlowly() {
        int spins = 0;
        while (!LOCK.compareAndSet(this, 0, 1)) {
            if (++spins < 100) Thread.onSpinWait();
            else Thread.yield(); // its holder may have lost its processor
        }
    }

    void unlock() {
        LOCK.setRelease(this, 0);
    }

    // ---- what others do

    @Override
    public SendResult send(Object message) {
        Objects.requireNonNull(message, "message");
        lock();
        SendResult result = put(message);
        return result;
    }

    /** Puts a message in; called with the lock held, gives it up. */
    private SendResult put(Object message) {
        CoroState s = state;
        if (s == CoroState.RECEIVING) {
            Object w = wanted;
            if (w == null || w instanceof Class<?> type && type.isInstance(message)) {
                wake(message);
                unlock();
                engine.ready(this);
                return SendResult.ACCEPTED;
            }
        } else if (s == CoroState.ENDED) {
            unlock();
            engine.runtime.events.deadLetter(this, message, Reason.ENDED);
            return gone();
        }
        Mailbox box = mailbox;
        if (box == null) box = mailbox = new Mailbox(0);
        if (box.full()) {
            unlock();
            return new SendResult.Full(box.bound);
        }
        box.add(message);
        int depth = box.size();
        boolean tooDeep = depth >= deep;
        if (tooDeep) deep = depth > Integer.MAX_VALUE / 2 ? Integer.MAX_VALUE : depth * 2;
        boolean look = s == CoroState.RECEIVING && wanted instanceof Predicate
                || s == CoroState.WAITING && parked.watchesMail && parked.claim();
        if (look) wake(LOOK_AGAIN);
        unlock();
        if (look) engine.ready(this);
        if (tooDeep) engine.runtime.events.deepMailbox(this, depth);
        return SendResult.ACCEPTED;
    }

    @Override
    SendResult deliver(Object message, long timeoutNanos) {
        Objects.requireNonNull(message, "message");
        lock();
        Mailbox box = mailbox;
        if (box == null || state == CoroState.ENDED || !box.full() || timeoutNanos == 0) return put(message);
        unlock();
        if (engine.runtime.currentCoro() == this) {
            throw new IllegalStateException("a coroutine cannot wait for room in its own mailbox: " + this);
        }
        ParkedWait<SendResult> waiter = engine.runtime.prepare("room in the mailbox of " + name);
        SendResult now = awaitRoom(waiter, message);
        if (now != null) return now;
        SendResult later = waiter.awaitUntil(timeoutNanos, () -> forgetRoom(waiter));
        if (later == null) return new SendResult.Full(box.bound);
        if (later instanceof SendResult.Gone) engine.runtime.events.deadLetter(this, message, Reason.ENDED);
        return later;
    }

    /** Queues a deliver; what became of it if there is room after all, otherwise null. */
    SendResult awaitRoom(ParkedWait<SendResult> waiter, Object message) {
        lock();
        Mailbox box = mailbox;
        if (box == null || state == CoroState.ENDED || !box.full()) return put(message);
        box.await(new Mailbox.Room(waiter, message));
        unlock();
        return null;
    }

    void forgetRoom(ParkedWait<?> waiter) {
        lock();
        if (mailbox != null) mailbox.forget(waiter);
        unlock();
    }

    @Override
    public Resumed resume(Object value) {
        Objects.requireNonNull(value, "value");
        lock();
        CoroState s = state;
        if (s == CoroState.SUSPENDED) wake(value);
        unlock();
        if (s == CoroState.SUSPENDED) {
            engine.ready(this);
            return Resumed.WOKEN;
        }
        return s == CoroState.ENDED ? Resumed.GONE : Resumed.NOT_SUSPENDED;
    }

    @Override
    public SendResult raise(RuntimeException exception) {
        Objects.requireNonNull(exception, "exception");
        lock();
        if (state == CoroState.ENDED) {
            unlock();
            return gone();
        }
        boolean woken = interruptWait(new Raised(exception));
        if (!woken) extras().raises.add(exception);
        unlock();
        if (woken) engine.ready(this);
        return SendResult.ACCEPTED;
    }

    @Override
    public SendResult terminate(String reason) {
        Objects.requireNonNull(reason, "reason");
        return end(new Outcome.Terminated(reason), reason) ? SendResult.ACCEPTED : gone();
    }

    /** Asks it to end with an outcome; false if it has ended. */
    boolean end(Outcome how, String reason) {
        lock();
        if (state == CoroState.ENDED) {
            unlock();
            return false;
        }
        boolean woken = false;
        if (ending == null) {
            ending = new Ending(how, reason);
            woken = interruptWait(null);
        }
        unlock();
        if (woken) engine.ready(this);
        return true;
    }

    /** Its thread was interrupted: asks it to end, or if it was asked and cleans up, cuts that short. */
    void interrupted() {
        lock();
        boolean woken = false;
        if (state != CoroState.ENDED) {
            if (ending == null) ending = new Ending(new Outcome.Terminated("interrupted"), "interrupted");
            else ending.graceUntil = engine.time.nanos();
            woken = interruptWait(null);
        }
        unlock();
        if (woken) engine.ready(this);
    }

    /**
     * Ends a wait, if there is one and nobody else has, with an exception or (null) with the signal that is due. With
     * the lock held; the caller makes the coroutine ready.
     */
    private boolean interruptWait(Raised raised) {
        boolean waits = state == CoroState.RECEIVING
                || state == CoroState.SUSPENDED
                || state == CoroState.WAITING && parked.claim();
        if (!waits) return false;
        wake(raised != null ? raised : due(true));
        return true;
    }

    /** A wait's time is up. */
    void timeUp(Timer timer) {
        lock();
        boolean woken = timer.waitNo == waitNo
                && (state == CoroState.RECEIVING
                        || state == CoroState.SUSPENDED
                        || state == CoroState.WAITING && parked.claim());
        if (woken) wake(TIME_UP);
        unlock();
        if (woken) engine.readyInTime(this);
    }

    void finish(CoroWait<?> wait, Object value) {
        lock();
        wait.brought = value;
        boolean woken = state == CoroState.WAITING && parked == wait;
        if (woken) wake(value);
        unlock();
        if (woken) engine.ready(this);
    }

    /** RECEIVING, SUSPENDED or WAITING to READY. With the lock held. */
    private void wake(Object value) {
        brought = value;
        wanted = null;
        parked = null;
        waitNo++;
        state = CoroState.READY;
    }

    // ---- what it does itself, on its own thread

    /** What must be thrown instead of beginning a wait; null if nothing. With the lock held. */
    private Raised due(boolean unlimited) {
        if (ending != null) {
            if (!ending.delivered) {
                ending.delivered = true;
                ending.graceUntil =
                        engine.time.nanos() + engine.settings.cleanupGrace().toNanos();
                return ending.signal();
            }
            if (unlimited || engine.time.nanos() - ending.graceUntil >= 0) {
                ending.again++;
                return ending.signal();
            }
        }
        RuntimeException first = extras == null ? null : extras.raises.poll();
        return first == null ? null : new Raised(first);
    }

    /** Throws what is due before a wait begins; called with the lock held and gives it up in that case. */
    private void throwDue(boolean unlimited) {
        if (ending == null && extras == null) return;
        Raised due = due(unlimited);
        if (due == null) return;
        int again = ending == null ? 0 : ending.again;
        unlock();
        if (again == 1) engine.runtime.events.signalSwallowed(this);
        if (again > SWALLOWS) {
            engine.runtime.detach(this, new Outcome.Detached("swallowed every signal to end"));
            throw engine.runtime.detached(this);
        }
        throw due.rethrow();
    }

    /** How long a wait may last: its own limit, and what is left for clean-up. With the lock held. */
    private long limited(long timeoutNanos) {
        if (ending == null || !ending.delivered) return timeoutNanos;
        return Math.min(timeoutNanos, Math.max(1, ending.graceUntil - engine.time.nanos()));
    }

    /**
     * Waits for a message. Wanted is null for any, a Class, or a Predicate. A time of zero polls. Returns {@link
     * #TIME_UP} when the time is up.
     */
    Object receive(Object wants, long timeoutNanos) {
        long deadline = timeoutNanos == Timers.NEVER || timeoutNanos == 0 ? 0 : engine.time.nanos() + timeoutNanos;
        int seen = 0;
        for (; ; ) {
            Object message = wants instanceof Predicate<?> ? searchMail(wants, seen) : takeMail(wants);
            if (message != null) return message;
            // with the lock held from here
            if (wants instanceof Predicate<?>) seen = mailbox == null ? 0 : mailbox.size();
            throwDue(timeoutNanos == Timers.NEVER);
            if (timeoutNanos == 0) {
                unlock();
                return TIME_UP;
            }
            state = CoroState.RECEIVING;
            wanted = wants;
            long left = timeoutNanos == Timers.NEVER ? Timers.NEVER : Math.max(0, deadline - engine.time.nanos());
            Object got = park(limited(left));
            if (got == LOOK_AGAIN) continue;
            if (got == TIME_UP) throwGraceOver(left == Timers.NEVER);
            return got;
        }
    }

    /** The oldest message of a class, or null and then the lock is held. */
    private Object takeMail(Object wants) {
        lock();
        Mailbox box = mailbox;
        if (box == null || box.size() == 0) return null;
        int i = wants == null ? 0 : box.indexOf((Class<?>) wants, 0);
        if (i < 0) return null;
        return removeMail(box, i);
    }

    /** Takes one out, lets the next deliver in; called with the lock held, gives it up. */
    private Object removeMail(Mailbox box, int i) {
        Object message = box.remove(i);
        ParkedWait<?> admitted = box.admit();
        unlock();
        if (admitted != null) admitted.finish(SendResult.ACCEPTED);
        return message;
    }

    /**
     * The oldest message from a place on that a predicate accepts, or null and then the lock is held. The predicate is
     * the user's: it runs without the lock. Only this thread takes messages out, so places stay what they were.
     */
    @SuppressWarnings("unchecked")
    private Object searchMail(Object wants, int from) {
        var predicate = (Predicate<Object>) wants;
        for (int i = from; ; i++) {
            lock();
            if (mailbox == null || i >= mailbox.size()) return null;
            Object message = mailbox.peek(i);
            unlock();
            if (predicate.test(message)) {
                lock();
                return removeMail(mailbox, i);
            }
        }
    }

    /** Takes the oldest message without waiting; null if there is none. */
    Object poll() {
        Object message = takeMail(null);
        if (message == null) unlock();
        return message;
    }

    /** The oldest message that a predicate accepts, taken; null if there is none now. */
    Object search(Predicate<Object> predicate) {
        Object message = searchMail(predicate, 0);
        if (message == null) unlock();
        return message;
    }

    /** How many messages there are. */
    int mail() {
        lock();
        int n = mailbox == null ? 0 : mailbox.size();
        unlock();
        return n;
    }

    /** Waits to be resumed; {@link #TIME_UP} when the time is up. */
    Object suspend(long timeoutNanos) {
        if (timeoutNanos == 0) {
            giveWay();
            return TIME_UP;
        }
        lock();
        throwDue(timeoutNanos == Timers.NEVER);
        state = CoroState.SUSPENDED;
        Object got = park(limited(timeoutNanos));
        if (got == TIME_UP) throwGraceOver(timeoutNanos == Timers.NEVER);
        return got;
    }

    /** Lets every other that is ready have a turn. */
    void giveWay() {
        lock();
        throwDue(false);
        state = CoroState.READY;
        unlock();
        engine.ready(this);
        engine.relinquish(this);
        resumed();
    }

    /** Waits for somebody to complete the wait; null when the time is up. */
    Object await(CoroWait<?> wait, long timeoutNanos, Runnable withdraw) {
        if (!running()) throw engine.runtime.wrongCoroutine("this wait is of " + this);
        lock();
        if (wait.brought != null) { // completed before: counts more than what is due
            unlock();
            return unwrap(wait.brought);
        }
        Object got;
        if (wait.pending()) {
            try {
                throwDue(false);
            } catch (Throwable due) {
                return overtaken(wait, withdraw, due);
            }
            if (timeoutNanos == 0 && wait.claim()) {
                unlock();
                withdraw.run();
                return null;
            }
        }
        boolean cameMeanwhile = wait.watchesMail && mailbox != null && mailbox.size() > wait.mailSeen;
        if (cameMeanwhile && wait.claim()) {
            unlock();
            return LOOK_AGAIN;
        }
        boolean cleaning = ending != null && ending.delivered;
        state = CoroState.WAITING;
        parked = wait;
        got = parkRaw(cleaning ? limited(timeoutNanos) : timeoutNanos);
        if (wait.brought != null) return unwrap(wait.brought);
        withdraw.run();
        if (got instanceof Raised r) throw r.rethrow();
        if (got == LOOK_AGAIN) return got;
        if (cleaning) throwGraceOver(timeoutNanos == Timers.NEVER);
        return null;
    }

    /** A time was up: that of the wait, or the one for clean-up, and then the signal is thrown again. */
    private void throwGraceOver(boolean unlimited) {
        lock();
        throwDue(unlimited);
        unlock();
    }

    /** Something was due when the wait was to begin. If somebody completes it at this moment, that counts. */
    private Object overtaken(CoroWait<?> wait, Runnable withdraw, Throwable due) {
        if (wait.claim()) {
            withdraw.run();
            throw new Raised(due).rethrow();
        }
        lock();
        if (due instanceof RuntimeException e) extras().raises.addFirst(e);
        else if (ending != null) ending.delivered = false;
        if (wait.brought == null) { // claimed, about to be finished
            state = CoroState.WAITING;
            parked = wait;
            parkRaw(Timers.NEVER);
        } else {
            unlock();
        }
        return unwrap(wait.brought);
    }

    private static Object unwrap(Object brought) {
        if (brought instanceof Raised r) throw r.rethrow();
        return brought;
    }

    /** Passes the baton and waits for it; called with the lock held in a waiting state. Throws what was raised. */
    private Object park(long timeoutNanos) {
        Object got = parkRaw(timeoutNanos);
        if (got instanceof Raised r) throw r.rethrow();
        return got;
    }

    /** Before the first turn. */
    void supervise(Restarter by) {
        lock();
        extras().restarter = by;
        unlock();
    }

    /** Adds a registered name; false if it has ended. */
    boolean addName(String registered) {
        lock();
        boolean alive = state != CoroState.ENDED;
        if (alive) extras().names.add(registered);
        unlock();
        return alive;
    }

    boolean removeName(String registered) {
        lock();
        boolean was = extras != null && extras.names.remove(registered);
        unlock();
        return was;
    }

    Restarter restarter() {
        lock();
        Restarter r = extras == null ? null : extras.restarter;
        unlock();
        return r;
    }

    /** Owns a resource: closed at the end, the last first. */
    void own(AutoCloseable resource) {
        lock();
        extras().resources.addLast(resource);
        unlock();
    }

    boolean disown(AutoCloseable resource) {
        lock();
        var all = extras == null ? null : extras.resources;
        boolean was = all != null
                && (all.peekLast() == resource ? all.pollLast() != null : all.removeLastOccurrence(resource));
        unlock();
        return was;
    }

    /** The resource to be closed next, no longer owned; null if there is none. */
    AutoCloseable lastResource() {
        lock();
        AutoCloseable last = extras == null ? null : extras.resources.pollLast();
        unlock();
        return last;
    }

    private Object parkRaw(long timeoutNanos) {
        Timer timer = null;
        if (timeoutNanos == Timers.NEVER) {
            unlock();
        } else {
            timer = new Timer(this, waitNo, engine.time.nanos() + timeoutNanos);
            unlock();
            engine.schedule(timer);
        }
        engine.relinquish(this);
        resumed();
        if (timer != null) engine.timers.cancel(timer);
        Object got = brought;
        brought = null;
        return got;
    }

    /** The baton is here again. */
    private void resumed() {
        turns++;
        state = CoroState.RUNNING;
    }

    /** Whether this coroutine runs on the calling thread. */
    boolean running() {
        return Thread.currentThread() == thread && engine.current == this;
    }

    // ---- its life

    /** The whole of it, on its own thread. */
    @Override
    public void run() {
        turns++;
        state = CoroState.RUNNING;
        Outcome how = Life.live(this);
        if (cutOff) {
            engine.runtime.gone(this);
            return;
        }
        state = CoroState.ENDING;
        close(how);
        engine.ended(this);
    }

    /** What is due before the first turn of its body; null if nothing. */
    Raised dueAtStart() {
        lock();
        Raised due = due(true);
        unlock();
        return due;
    }

    /** What it was asked to end with, once the signal was thrown in it; null otherwise. */
    Outcome signalled() {
        lock();
        Outcome how = ending != null && ending.delivered ? ending.outcome : null;
        unlock();
        return how;
    }

    /**
     * Gets its outcome, once; then everybody is told: monitors before those who join. Returns false if it had one.
     */
    boolean close(Outcome how) {
        lock();
        if (state == CoroState.ENDED) {
            unlock();
            return false;
        }
        state = CoroState.ENDED;
        outcome = how;
        waitNo++;
        Mailbox left = mailbox;
        Extras x = extras;
        Object undelivered = brought;
        mailbox = null;
        extras = null;
        brought = null;
        unlock();
        Work was = work;
        work = null;
        self = null;
        Farewell.say(this, how, left, undelivered, x, was);
        return true;
    }

    /** How it ended; null if it has not. */
    @Override
    Outcome outcome() {
        lock();
        Outcome o = outcome;
        unlock();
        return o;
    }

    /** Completes a waiter with the outcome, now or at the end. */
    @Override
    void whenEnded(ParkedWait<? super Outcome> waiter) {
        lock();
        Outcome o = outcome;
        if (o == null) extras().joiners.add(waiter);
        unlock();
        if (o != null && waiter.claim()) waiter.finish(o);
    }

    @Override
    void forgetJoiner(ParkedWait<?> waiter) {
        lock();
        if (extras != null) extras.joiners.remove(waiter);
        unlock();
    }

    /** Adds someone to be told of the end; false if it has ended. */
    boolean addMonitor(Coro watcher) {
        lock();
        boolean alive = state != CoroState.ENDED;
        if (alive) extras().monitors.add(watcher);
        unlock();
        return alive;
    }

    boolean removeMonitor(Coro watcher) {
        lock();
        boolean was = extras != null && extras.monitors.remove(watcher);
        unlock();
        return was;
    }

    /** Adds someone to raise a LinkedException in; how it ended if it has ended, otherwise null. */
    Outcome addLink(Coro other) {
        lock();
        if (outcome == null) extras().links.add(other);
        Outcome o = outcome;
        unlock();
        return o;
    }

    boolean removeLink(Coro other) {
        lock();
        boolean was = extras != null && extras.links.remove(other);
        unlock();
        return was;
    }

    /** What is rarely needed, made when it is. With the lock held; not after the end. */
    Extras extras() {
        Extras x = extras;
        if (x == null) x = extras = new Extras();
        return x;
    }

    /** The same for the own thread, without the lock. */
    Extras ownExtras() {
        lock();
        Extras x = extras();
        unlock();
        return x;
    }

    LocalSelf self() {
        LocalSelf s = self;
        if (s == null) s = self = new LocalSelf(this);
        return s;
    }

    /**
     * The class of the lambda it runs.
     *
     * @return null for a function's coroutine, and after the end
     */
    public Class<?> code() {
        Work w = work;
        return w == null ? null : w.code();
    }

    boolean daemon() {
        return daemon;
    }

    /** By the group, under its lock. */
    void setDaemon(boolean flag) {
        daemon = flag;
    }

    // ---- what it is

    @Override
    public CoroId id() {
        return new CoroId(engine.runtime.incarnation, sequence);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Location location() {
        return Location.LOCAL;
    }

    @Override
    public boolean alive() {
        return state() != CoroState.ENDED;
    }

    CoroState state() {
        lock();
        CoroState s = state;
        unlock();
        return s;
    }

    /** What it waits for, in words. */
    String waitingOn() {
        lock();
        Object w = wanted;
        String text = switch (state) {
            case RECEIVING ->
                w == null ? "a message" : w instanceof Class<?> c ? "a " + c.getSimpleName() : "some message";
            case SUSPENDED -> "being resumed";
            case WAITING -> parked.what;
            default -> "";
        };
        unlock();
        return text;
    }

    /** A copy of its registered names. */
    java.util.List<String> names() {
        lock();
        var all = extras == null ? java.util.List.<String>of() : java.util.List.copyOf(extras.names);
        unlock();
        return all;
    }

    int shields() {
        Extras x = extras;
        return x == null ? 0 : x.shields;
    }

    private SendResult gone() {
        return new SendResult.Gone(this + " has ended");
    }

    @Override
    CoreRuntime runtime() {
        return engine.runtime;
    }

    /** Own carriers: the thread has something to be carried on for. */
    @Override
    public void execute(Runnable toCarryOn) {
        engine.submitted(this, toCarryOn);
    }

    @Override
    long incarnation() {
        return engine.runtime.incarnation;
    }

    @Override
    long sequence() {
        return sequence;
    }
}
