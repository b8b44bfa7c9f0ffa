package com.acme.coro.scheduler.core;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroBody;
import com.acme.coro.api.CoroEvent.DeadLetter.Reason;
import com.acme.coro.api.CoroId;
import com.acme.coro.api.CoroState;
import com.acme.coro.api.Exit;
import com.acme.coro.api.Location;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Resumed;
import com.acme.coro.api.SendResult;
import com.acme.coro.api.SignalResult;
import com.acme.coro.api.SwapRequest;
import com.acme.coro.scheduler.wait.Callback;
import com.acme.coro.scheduler.wait.ParkedWait;
import com.acme.coro.scheduler.wait.Raised;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A coroutine of this process: what others do with it, its life, and what it is. How it waits is in {@link SuspendableCoro}. */
public final class LocalCoro extends SuspendableCoro {
    static {
        try {
            // Bodies that wait are compiled frames, and an exception goes on in them as they are: what they were
            // compiled to believe of classes must not become wrong meanwhile.
            for (Class<?> order : SwapOrder.class.getPermittedSubclasses())
                MethodHandles.lookup().ensureInitialized(order);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    // immutable
    public final long sequence;
    public final long parent;
    public final long born;

    /** Those it belongs to. Changed while it is between versions, under the locks of both; read by everybody. */
    public volatile Group group;

    // links of lists, owned by the list
    LocalCoro groupNext;
    LocalCoro groupPrevious;

    /** What it runs, a CoroBody or a {@link Work}. Cleared at the end; read racily by dumps. */
    Object work;

    /** Whether its body, or that of the version it runs, has begun. Guarded by the lock. */
    boolean begun;
    /** Which of its turns that was. Guarded by the lock. */
    private int firstTurn;
    /** Whether it has ever spawned anything. Of its own thread. */
    boolean hadChildren;
    /** Where it is while it is between versions; null otherwise. Guarded by the lock. */
    private BetweenVersions place;

    private LocalSelf self;

    /** Its last thread will not look again whether it was cut off. Guarded by the lock. */
    private boolean threadOver;
    /** Own carriers: an interrupt was acted on that the thread itself has not found yet. Guarded by the lock. */
    private boolean interruptSeen;

    /** Written under the group's lock; read racily. */
    private boolean daemon;
    /** Guarded by the lock; set once. */
    private Outcome outcome;
    /** Guarded by the lock; set once, when everybody but those who join has been told. */
    private boolean told;

    LocalCoro(
            LocalScheduler scheduler,
            Group group,
            String name,
            long sequence,
            long parent,
            Object work,
            boolean daemon,
            int bound) {
        super(scheduler, name);
        this.group = group;
        this.sequence = sequence;
        this.parent = parent;
        this.work = work;
        this.daemon = daemon;
        this.born = engine.time.nanos();
        if (bound > 0) mailbox = new Mailbox(bound, scheduler().settings.deepMailbox());
    }

    // ---- what others do

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
        if (deep) runtime().events.deepMailbox(this, depth);
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
        var room = new Mailbox.Room(waiter, message);
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
    SendResult awaitRoom(Mailbox.Room room) {
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

    void forgetRoom(Mailbox.Room room) {
        lock();
        if (mailbox != null) mailbox.forget(room);
        unlock();
    }

    /** Lets in who waits for room, after the mailbox has got emptier otherwise than by a receive. */
    void admitAll() {
        while (true) {
            lock();
            Mailbox box = mailbox;
            boolean some = box != null && box.hasRooms() && !box.full();
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

    @Override
    public Resumed resume(Object sent) {
        Object value = runtime().passed(Objects.requireNonNull(sent, "value"));
        lock();
        CoroState s = state;
        if (s == CoroState.SUSPENDED) wake(value, false);
        boolean kept = s != CoroState.ENDED && keptForSuspension(value);
        unlock();
        if (kept) return Resumed.WOKEN;
        if (s == CoroState.SUSPENDED) {
            engine.ready(this);
            return Resumed.WOKEN;
        }
        return s == CoroState.ENDED ? Resumed.GONE : Resumed.NOT_SUSPENDED;
    }

    /** It is suspended, and only looks at a swap: it gets the value after that. With the lock held. */
    private boolean keptForSuspension(Object value) {
        SwapSeat seat = extras == null ? null : extras.swap;
        boolean kept = seat != null && seat.suspended && seat.resumedWith == null;
        if (kept) seat.resumedWith = value;
        return kept;
    }

    @Override
    public SignalResult raise(RuntimeException exception) {
        var raise = new Raised(Objects.requireNonNull(exception, "exception"));
        boolean ended;
        boolean woken = false;
        lock();
        try {
            ended = state == CoroState.ENDED;
            if (!ended) {
                woken = interruptWait(raise);
                if (!woken) extras().raises.add(exception);
            }
        } finally {
            unlock();
        }
        if (ended) return signalGone();
        if (woken) engine.ready(this);
        return SignalResult.ACCEPTED;
    }

    @Override
    public SignalResult terminate(String reason) {
        Objects.requireNonNull(reason, "reason");
        return end(new Outcome.Terminated(reason), reason) ? SignalResult.ACCEPTED : signalGone();
    }

    @Override
    public SwapRequest swap(String function, Object... args) {
        return HandSwap.ask(this, function, args);
    }

    /** Asks it to end with an outcome; false if it has ended. */
    boolean end(Outcome how, String reason) {
        var asked = new Ending(how, reason);
        while (true) {
            BetweenVersions where;
            boolean woken = false;
            lock();
            try {
                if (state == CoroState.ENDED) return false;
                where = place;
                if (where == null && ending == null) {
                    ending = asked;
                    woken = interruptWait(null);
                }
            } finally {
                unlock();
            }
            if (woken) engine.ready(this);
            // it may enter the next version at this moment, and is asked again
            if (where == null || endBetween(where, how)) return true;
        }
    }

    @Override
    protected void interruptedFromOutside() {
        Thread t = thread;
        if (t == null || !t.isInterrupted()) return;
        lock();
        boolean news = !interruptSeen && t.isInterrupted();
        boolean woken = false;
        if (news) {
            interruptSeen = true;
            woken = endByInterrupt();
        }
        unlock();
        if (woken) engine.ready(this);
    }

    /** An interrupt counts once, whichever side sees it first. */
    @Override
    protected void interrupted() {
        lock();
        boolean woken = false;
        if (Thread.interrupted()) { // together with the mark
            if (!interruptSeen) woken = endByInterrupt();
            interruptSeen = false;
        }
        unlock();
        if (woken) engine.ready(this);
    }

    /** Asks it to end, or if it was asked and cleans up, cuts that short; true if it is ready now. With the lock held. */
    private boolean endByInterrupt() {
        if (state == CoroState.ENDED) return false;
        if (ending == null) ending = new Ending(new Outcome.Terminated("interrupted"), "interrupted");
        else ending.graceUntil = engine.graceNanos();
        return interruptWait(null);
    }

    // ---- its life

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
        boolean was = state != CoroState.ENDED && extras != null && extras.names.remove(registered);
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
    void own(AutoCloseable resource, Object handle) {
        var entry = new OwnedResources.Entry(resource, handle);
        lock();
        try { // this takes memory
            extras().resources.add(entry);
        } finally {
            unlock();
        }
    }

    boolean disown(AutoCloseable resource) {
        lock();
        try {
            return extras != null && extras.resources.remove(resource);
        } finally {
            unlock();
        }
    }

    /** The resource to be closed next, no longer owned; null if there is none. */
    AutoCloseable lastResource() {
        lock();
        try {
            return extras == null ? null : extras.resources.pollNewest();
        } finally {
            unlock();
        }
    }

    /** Those resources that a predicate accepts, the last first, no longer owned. */
    List<OwnedResources.Entry> takeResources(Predicate<OwnedResources.Entry> which) {
        List<OwnedResources.Entry> taken;
        lock();
        try { // likewise
            taken = extras == null ? List.of() : extras.resources.all();
        } finally {
            unlock();
        }
        if (!taken.isEmpty()) taken.removeIf(which.negate().or(o -> !disown(o.resource())));
        return taken;
    }

    /**
     * The whole of it, on its own thread. Its frame is kept while the body waits: there is little in it, and no method
     * between it and the body.
     */
    @Override
    public void run() {
        turns++;
        boolean again;
        do {
            Object value = null;
            Throwable thrown = null;
            try {
                Raised due = dueAtStart();
                if (due != null) throw due.rethrow();
                value = work instanceof CoroBody body ? body.run(self()) : ((Work) work).run(self());
            } catch (Throwable t) { // an Error ends this coroutine and no other
                thrown = t;
            }
            again = afterBody(value, thrown);
        } while (again);
    }

    /** Its body has returned or thrown; true if it begins anew, otherwise this was its last turn. */
    private boolean afterBody(Object value, Throwable thrown) {
        Outcome how = null;
        SwapOrder.Next next = null;
        try {
            next = Swapping.bodyOver(this, thrown);
            if (next != null && !leaveCode(next)) next = null;
            if (next == null) how = Life.after(this, value, thrown);
            if (next == null && how == null) return true;
        } catch (Throwable fault) { // out of memory, say
            how = Life.failed(fault);
            next = null;
        }
        endLastTurn(how, next);
        return false;
    }

    /** Whatever is thrown, the turn ends and the baton is passed on. */
    private void endLastTurn(Outcome how, SwapOrder.Next next) {
        try {
            if (parkFailure != null)
                runtime().detach(this, Life.failed(parkFailure)); // if that was not to be had before
            if (how != null && beginsEnding()) close(how);
        } finally {
            if (over(next != null)) runtime().gone();
            if (next instanceof SwapOrder.Next.Other) engine.ready(this);
            engine.ended(this); // even if it was cut off: it may have got the baton at that moment
        }
    }

    /** To ENDING; false if it was cut off. */
    private boolean beginsEnding() {
        lock();
        boolean alive = !cutOff && step(CoroState.ENDING);
        unlock();
        return alive;
    }

    /** Its thread is over, as far as cutting it off is concerned. Returns whether it was cut off. */
    private boolean over(boolean madeWay) {
        lock();
        threadOver = !madeWay;
        boolean was = cutOff;
        unlock();
        return was;
    }

    /** It is being cut off. False if that thread is over, or not its own any more. */
    boolean markCutOff(Thread runsOn) {
        lock();
        cutOff = true;
        boolean runs = !threadOver && thread == runsOn;
        unlock();
        return runs;
    }

    /**
     * Its body made way: it goes on in other code, on another thread, so that nothing of the old is left. By its own
     * thread. False if it ends instead: it was asked to meanwhile, or cut off.
     */
    private boolean leaveCode(SwapOrder.Next next) {
        Work was = work instanceof Work w ? w.swapped() : null;
        var between = next instanceof SwapOrder.Next.Between b ? b.place() : null;
        Object into = replaced(next instanceof SwapOrder.Next.Other other ? other.work() : LEFT);
        SwapOrder order;
        boolean ends;
        lock();
        try {
            SwapSeat seat = extras().seat();
            ends = ending != null || cutOff;
            if (ends) {
                if (state != CoroState.ENDED && ending != null) ending.delivered = true;
                order = seat.done();
            } else {
                order = seat.taken;
                seat.begin(order == null ? null : order.carried());
                self = null;
                brought = null;
                if (mailbox != null) mailbox.forgetTypes(); // they may be those of the code that goes
                begun = false;
                thread = null;
                work = into;
                place = between;
                step(between == null ? CoroState.READY : CoroState.BETWEEN);
            }
        } finally {
            unlock();
        }
        SwapOrder made = order;
        if (ends) {
            if (made != null) Farewell.step(this, () -> made.failed(name + " was asked to end"));
            return false;
        }
        if (was != null) runtime().released(was);
        if (made != null) Farewell.step(this, made::over);
        return true;
    }

    /** What it runs where it runs nothing. */
    private static final Work LEFT = self -> {
        throw new IllegalStateException("a coroutine between versions has nothing to run: " + self.name());
    };

    /** Becomes one of other code, in which it is yet to {@link #goOn}; false if it is not, or no longer, at this place. */
    boolean take(BetweenVersions from, Work into, Object carried, Group home) {
        lock();
        boolean here = place == from && state == CoroState.BETWEEN;
        if (here) {
            place = null;
            work = replaced(into);
            extras().seat().begin(carried);
        }
        unlock();
        if (here && home != null) group.moveTo(home, this);
        return here;
    }

    /** Goes on in what it has taken. */
    void goOn() {
        lock();
        boolean alive = step(CoroState.READY);
        waitNo++;
        unlock();
        if (alive) engine.ready(this);
    }

    /** Whether it has left one version, and taken no other. With the lock held. */
    boolean isNowhere() {
        return state == CoroState.BETWEEN && place != null;
    }

    /** Ends it while it is between versions; false if it is not, or no longer, at this place. From any thread. */
    boolean endBetween(BetweenVersions from, Outcome how) {
        lock();
        boolean here = place == from && state == CoroState.BETWEEN;
        if (here) {
            place = null;
            step(CoroState.ENDING);
        }
        unlock();
        if (!here) return false;
        // closing may wait, and who ends it may be anybody
        runtime().service(() -> {
            Life.closeResources(this);
            close(how);
        });
        return true;
    }

    /** Whether it waits for nothing but a turn. A snapshot. */
    boolean isReady() {
        CoroState s = state();
        return s == CoroState.READY || s == CoroState.NEW;
    }

    /** Where it is between versions; null if it is not. */
    public BetweenVersions place() {
        lock();
        BetweenVersions p = place;
        unlock();
        return p;
    }

    private Work replaced(Work other) {
        return work instanceof Work w ? w.with(other) : other;
    }

    /** What its function was started with; a copy. */
    Object[] arguments() {
        return work instanceof Work w ? w.arguments() : new Object[0];
    }

    /** Whether nothing its body said makes it swappable, and it has had the time to say so: its whole first turn. */
    boolean neverSwappable() {
        lock();
        boolean silent = begun && (extras == null || extras.swap == null || !extras.swap.declared);
        boolean never = silent && !(state() == CoroState.RUNNING && turns == firstTurn);
        unlock();
        return never;
    }

    /**
     * Changes how long its clean-up may wait, once it has been signalled: for one that has to wait for others.
     *
     * @param nanos from now on
     */
    public void cleanUpFor(long nanos) {
        lock();
        if (ending != null && state != CoroState.ENDED) ending.graceUntil = engine.graceNanos() + nanos;
        unlock();
    }

    /** What is due before the first turn of its body; null if nothing. */
    Raised dueAtStart() {
        lock();
        // what is raised in one that was swapped is thrown at its next wait, as in any that has begun
        Raised due = ending != null || extras == null || extras.swap == null ? due(true, false) : null;
        boolean swap = due == null && !begun && extras != null && extras.swap != null && extras.swap.asked != null;
        if (due == null && !swap) {
            begun = true;
            firstTurn = turns;
        }
        step(CoroState.READY);
        unlock();
        if (!swap) return due;
        makeWay();
        return dueAtStart();
    }

    /** It has not ended in time: an interrupt is the signal to end. */
    void interruptToEnd() {
        lock();
        if (ending != null && state != CoroState.ENDED) ending.interrupted = true;
        Thread t = thread;
        unlock();
        if (t != null) t.interrupt();
    }

    /** Whether it has ended, or was asked to. */
    boolean isEnding() {
        lock();
        boolean yes = ending != null || state == CoroState.ENDING || state == CoroState.ENDED;
        unlock();
        return yes;
    }

    /** What it was asked to end with, once it got the signal or was interrupted for it; null otherwise. */
    Outcome signalled() {
        lock();
        Outcome how = ending != null && (ending.delivered || ending.interrupted) ? ending.outcome : null;
        unlock();
        return how;
    }

    /** Gets its outcome, once; then everything is told: monitors before those that join. */
    private void close(Outcome how) {
        var farewell = new Farewell(this, how);
        if (toEnded(farewell)) farewell.run();
    }

    /** To ENDED, from any state, once; false if it had ended. What follows is to be done then, by one thread. */
    boolean toEnded(Farewell farewell) {
        lock();
        boolean first = step(CoroState.ENDED);
        if (first) {
            outcome = farewell.outcome();
            farewell.of(mailbox, brought, extras);
            if (ending == null) ending = Ending.OVER; // nothing begins to wait any more, without another look
            if (wanted instanceof CoroWait<?> wait) wait.claim(); // what would complete it goes elsewhere
            wanted = null;
            place = null;
            waitNo++;
            mailbox = null;
            brought = null;
        }
        unlock();
        return first;
    }

    /** What it ran, at its end. */
    Object takeWork() {
        Object was = work;
        work = null;
        self = null;
        return was;
    }

    /** Only now is the outcome to be had: what joined finds the name free, the monitors told, the scheduler without it. */
    void tellJoiners(Outcome how) {
        lock();
        told = true;
        Extras x = extras;
        extras = null;
        unlock();
        if (x == null) return;
        for (ParkedWait<?> j : x.joiners) if (j.claim()) Farewell.step(this, () -> j.finish(how));
    }

    /** How it ended; null if it has not. */
    @Override
    public Outcome outcome() {
        lock();
        Outcome o = told ? outcome : null;
        unlock();
        return o;
    }

    /** Completes a waiter with the outcome, now or at the end. */
    @Override
    public void whenEnded(ParkedWait<? super Outcome> waiter) {
        lock();
        Outcome o = told ? outcome : null;
        if (o == null) extras().joiners.add(waiter);
        unlock();
        if (o != null && waiter.claim()) waiter.finish(o);
    }

    /**
     * Calls somebody at the end, or now if it has ended: on the thread that ends it, before the coroutines that join it
     * go on.
     *
     * @param action is told how it ended; must not block or throw
     */
    public void onEnd(Consumer<Outcome> action) {
        whenEnded(new Callback<>("its end", action));
    }

    @Override
    public void forgetJoiner(ParkedWait<?> waiter) {
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
        boolean was = state != CoroState.ENDED && extras != null && extras.monitors.remove(watcher);
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
        boolean was = state != CoroState.ENDED && extras != null && extras.links.remove(other);
        unlock();
        return was;
    }

    /** What is rarely needed, for the own thread, without the lock. */
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
        Object w = work;
        return w instanceof CoroBody body ? body.getClass() : w instanceof Work other ? other.code() : null;
    }

    /** The function it runs; null for a lambda's, and after the end. */
    public FunctionOffer function() {
        return work instanceof Work w ? w.function() : null;
    }

    /**
     * Whether it runs a function of a bundle.
     *
     * @param bundleId the bundle
     * @return false for a lambda's, between versions, and after the end
     */
    public boolean runsFunctionOf(long bundleId) {
        FunctionOffer f = function();
        return f != null && f.bundleId() == bundleId;
    }

    @Override
    LocalCoro local() {
        return this;
    }

    /**
     * What it runs, if that is not just a lambda.
     *
     * @return null for a lambda's, and after the end
     */
    public Work work() {
        return work instanceof Work w ? w : null;
    }

    /**
     * The coroutines it belongs to.
     *
     * @return its group
     */
    public Group group() {
        return group;
    }

    public boolean daemon() {
        return daemon;
    }

    /** By the group, under its lock. */
    void setDaemon(boolean flag) {
        daemon = flag;
    }

    // ---- what it is

    @Override
    public CoroId id() {
        return new CoroId(runtime().incarnation, sequence);
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

    /**
     * Its registered names.
     *
     * @return a copy
     */
    public java.util.List<String> names() {
        lock();
        var all = extras == null ? java.util.List.<String>of() : java.util.List.copyOf(extras.names);
        unlock();
        return all;
    }

    /**
     * The coroutines that get an Exit at its end.
     *
     * @return a copy
     */
    public List<Coro> monitors() {
        lock();
        List<Coro> all = extras == null ? List.of() : List.copyOf(extras.monitors);
        unlock();
        return all;
    }

    /**
     * The coroutines it is linked with.
     *
     * @return a copy
     */
    public List<Coro> links() {
        lock();
        List<Coro> all = extras == null ? List.of() : List.copyOf(extras.links);
        unlock();
        return all;
    }

    /** Whether it said that it may be swapped. */
    public boolean swappable() {
        lock();
        boolean yes = extras != null && extras.swap != null && extras.swap.swappable;
        unlock();
        return yes;
    }

    public int shields() {
        Extras x = extras;
        return x == null ? 0 : x.shields;
    }

    private SendResult gone() {
        return new SendResult.Gone(this + " has ended");
    }

    private SignalResult signalGone() {
        return new SignalResult.Gone(this + " has ended");
    }

    @Override
    public long incarnation() {
        return runtime().incarnation;
    }

    @Override
    public long sequence() {
        return sequence;
    }

    @Override
    public boolean equals(Object o) {
        return CoroReference.same(this, o);
    }

    /** That of {@link CoroId}. */
    @Override
    public int hashCode() {
        return id().hashCode();
    }

    @Override
    public String toString() {
        return CoroReference.text(this);
    }
}
