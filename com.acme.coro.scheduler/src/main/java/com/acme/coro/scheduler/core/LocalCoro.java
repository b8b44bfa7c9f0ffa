package com.acme.coro.scheduler.core;

import com.acme.coro.api.CoroBody;
import com.acme.coro.api.CoroId;
import com.acme.coro.api.CoroState;
import com.acme.coro.api.Location;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Resumed;
import com.acme.coro.api.SignalResult;
import com.acme.coro.api.SwapRequest;
import com.acme.coro.api.spi.SwapControl;
import com.acme.coro.scheduler.wait.InjectedThrowable;
import java.util.Objects;

/** A coroutine of this process: its life, what others do with it, and what it is. Its mailbox is in {@link ReceivingCoro}. */
public final class LocalCoro extends ReceivingCoro {
    // immutable
    public final long sequence;

    public final long parent;

    public final long born;

    /** The owning groups. Changed while it is between versions, under the locks of both; read by everybody. */
    public volatile BundleGroup group;

    // links of lists, owned by the list
    LocalCoro groupNext;

    LocalCoro groupPrevious;

    /** What it runs, a CoroBody or a {@link CoroTask}. Cleared at the end; read racily by dumps. */
    Object work;

    /** Which of its turns that was. Guarded by the lock. */
    int firstTurn;

    /** Whether it has ever spawned anything. Of its own thread. */
    boolean hadChildren;

    /** Where it is while it is between versions; null otherwise. Guarded by the lock. */
    SwapControl.Between place;

    LocalSelf self;

    /** Its last thread will not look again whether it was cut off. Guarded by the lock. */
    private boolean threadOver;

    /** Own carriers: an interrupt was acted on that the thread itself has not found yet. Guarded by the lock. */
    private boolean interruptSeen;

    /** Written under the group's lock; read racily. */
    private boolean daemon;

    LocalCoro(
            LocalScheduler scheduler,
            BundleGroup group,
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
        SwapState seat = extras == null ? null : extras.swap;
        boolean kept = seat != null && seat.suspended && seat.resumedWith == null;
        if (kept) seat.resumedWith = value;
        return kept;
    }

    @Override
    public SignalResult raise(RuntimeException exception) {
        var raise = new InjectedThrowable(Objects.requireNonNull(exception, "exception"));
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
        return runtime().swapper.ask(this, function, args);
    }

    /** Asks it to end with an outcome; false if it has ended. */
    public boolean end(Outcome how, String reason) {
        var asked = new TerminationRequest(how, reason);
        while (true) {
            SwapControl.Between where;
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
            if (where == null || CodeChange.end(this, where, how)) return true;
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
        if (ending == null) ending = new TerminationRequest(new Outcome.Terminated("interrupted"), "interrupted");
        else ending.graceUntil = engine.graceNanos();
        return interruptWait(null);
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
                InjectedThrowable due = dueAtStart();
                if (due != null) throw due.rethrow();
                value = work instanceof CoroBody body ? body.run(self()) : ((CoroTask) work).run(self());
            } catch (Throwable t) { // an Error ends this coroutine and no other
                thrown = t;
            }
            again = afterBody(value, thrown);
        } while (again);
    }

    /** Its body has returned or thrown; true if it begins anew, otherwise this was its last turn. */
    private boolean afterBody(Object value, Throwable thrown) {
        Outcome how = null;
        PendingSwap.Next next = null;
        try {
            next = SwapProtocol.afterUnwind(this, thrown);
            if (next != null && !CodeChange.leave(this, next)) next = null;
            if (next == null) how = BodyCompletion.after(this, value, thrown);
            if (next == null && how == null) return true;
        } catch (Throwable fault) { // out of memory, say
            how = BodyCompletion.failed(fault);
            next = null;
        }
        endLastTurn(how, next);
        return false;
    }

    /** Whatever is thrown, the turn ends and the baton is passed on. */
    private void endLastTurn(Outcome how, PendingSwap.Next next) {
        try {
            if (parkFailure != null)
                runtime()
                        .detached()
                        .detach(this, BodyCompletion.failed(parkFailure)); // if that was not to be had before
            if (how != null && beginsEnding()) close(how);
        } finally {
            if (over(next != null)) runtime().detached().gone();
            if (next instanceof PendingSwap.Next.Other) engine.ready(this);
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

    /** Whether it has left one version, and taken no other. With the lock held. */
    boolean isUnplaced() {
        return state == CoroState.BETWEEN && place != null;
    }

    /** Whether it waits for nothing but a turn. A snapshot. */
    public boolean isReady() {
        CoroState s = state();
        return s == CoroState.READY || s == CoroState.NEW;
    }

    /** Where it is between versions; null if it is not. */
    public SwapControl.Between place() {
        lock();
        SwapControl.Between p = place;
        unlock();
        return p;
    }

    CoroTask replaced(CoroTask other) {
        return work instanceof CoroTask w ? w.with(other) : other;
    }

    /** What its function was started with; a copy. */
    public Object[] arguments() {
        return work instanceof CoroTask w ? w.arguments() : new Object[0];
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
    InjectedThrowable dueAtStart() {
        lock();
        // what is raised in one that was swapped is thrown at its next wait, as in any that has begun
        InjectedThrowable due = ending != null || extras == null || extras.swap == null ? due(true, false) : null;
        boolean swap = due == null && isSwappedBeforeItBegins();
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
    public void interruptToEnd() {
        lock();
        if (ending != null && state != CoroState.ENDED) ending.interrupted = true;
        Thread t = thread;
        unlock();
        if (t != null) t.interrupt();
    }

    /** Whether it has ended, or was asked to. */
    public boolean isEnding() {
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
    void close(Outcome how) {
        var farewell = new EndNotifier(this, how);
        if (toEnded(farewell)) farewell.run();
    }

    /** To ENDED, from any state, once; false if it had ended. What follows is to be done then, by one thread. */
    boolean toEnded(EndNotifier farewell) {
        lock();
        boolean first = step(CoroState.ENDED);
        if (first) {
            outcome = farewell.outcome();
            farewell.of(mailbox, brought, extras);
            if (ending == null)
                ending = TerminationRequest.OVER; // nothing begins to wait any more, without another look
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
        return w instanceof CoroBody body ? body.getClass() : w instanceof CoroTask other ? other.code() : null;
    }

    /** The function it runs; null for a lambda's, and after the end. */
    public FunctionOffer function() {
        return work instanceof CoroTask w ? w.function() : null;
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
    public CoroTask work() {
        return work instanceof CoroTask w ? w : null;
    }

    /**
     * The coroutines it belongs to.
     *
     * @return its group
     */
    public BundleGroup group() {
        return group;
    }

    public boolean daemon() {
        return daemon;
    }

    /** By the group, under its lock. */
    void setDaemon(boolean flag) {
        daemon = flag;
    }

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

    private SignalResult signalGone() {
        return new SignalResult.Gone(this + " has ended");
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
