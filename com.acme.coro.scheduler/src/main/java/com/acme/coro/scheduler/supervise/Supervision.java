package com.acme.coro.scheduler.supervise;

import com.acme.coro.api.CoroClosedException;
import com.acme.coro.api.Failure;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.SchedulerClosedException;
import com.acme.coro.api.Self;
import com.acme.coro.api.supervise.ChildSpec;
import com.acme.coro.api.supervise.Strategy;
import com.acme.coro.api.supervise.SupervisorGaveUpException;
import com.acme.coro.api.supervise.SupervisorSpec;
import com.acme.coro.scheduler.core.CoreRuntime;
import com.acme.coro.scheduler.core.CoroTask;
import com.acme.coro.scheduler.core.GroupScheduler;
import com.acme.coro.scheduler.core.LocalCoro;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What a supervisor's coroutine runs. It alone touches the children; whatever others want of it comes as a {@link SupervisorCommand}.
 * A restart that is to wait is a time at which it looks up from its mailbox.
 */
final class Supervision implements CoroTask {
    private final SupervisorSpec spec;
    private final GroupScheduler scheduler;
    private final CoreRuntime runtime;
    private final Children children = new Children();
    /** For the first start of the children, in order; from the caller that starts it all. */
    private final Queue<CoroTask> lookedUp = new ConcurrentLinkedQueue<>();

    // of the supervisor's coroutine
    private final Intensity intensity;
    /** Those that are to be started again at some time; the next one first, and of one time in their order. */
    private final TreeSet<Child> waiting = new TreeSet<>(Supervision::byTime);

    private Self self;
    private LocalCoro coro;
    private ChildShutdown ending;
    private Optional<SupervisorCommand.Begin> beginning = Optional.empty();

    /** Set by the coroutine, once; read by who calls. */
    private volatile boolean closing;

    Supervision(SupervisorSpec spec, GroupScheduler scheduler, CoreRuntime runtime) {
        this.spec = spec;
        this.scheduler = scheduler;
        this.runtime = runtime;
        this.intensity = new Intensity(spec);
    }

    /** Looks up what the children are to run, before anything is started. */
    void lookUp() {
        try {
            for (ChildSpec child : spec.children()) lookedUp.add(ChildTask.of(child, runtime));
        } catch (RuntimeException | Error e) {
            releaseUnused();
            throw e;
        }
    }

    void releaseUnused() {
        CoroTask unused;
        while ((unused = lookedUp.poll()) != null) runtime.released(unused);
    }

    Children children() {
        return children;
    }

    boolean closing() {
        return closing;
    }

    CoroClosedException closed() {
        return new CoroClosedException("the supervisor has ended or is ending: name=" + spec.name());
    }

    @Override
    public Object run(Self own) {
        self = own;
        coro = (LocalCoro) own.coro();
        ending = new ChildShutdown(coro, runtime);
        Throwable why = null;
        try {
            while (serve()) startThoseDue();
        } catch (RuntimeException | Error e) {
            why = e;
        }
        closing = true;
        refuseAll();
        List<Child> last = children.all();
        Collections.reverse(last);
        why = ending.endAll(last, why, "supervisor " + spec.name() + " ends");
        for (Child child : last) children.remove(child);
        refuseAll();
        if (why instanceof RuntimeException e) {
            beginning.ifPresent(b -> answer(b, new SupervisorCommand.Refused(e)));
            throw e;
        }
        if (why instanceof Error e) throw e;
        return null;
    }

    // ---- what comes

    /** Deals with the next message, or with none when it is time to start somebody; false to shut down. */
    private boolean serve() {
        Optional<Object> message = waiting.isEmpty() ? Optional.of(self.receive()) : self.tryReceive(untilNextStart());
        if (message.isEmpty()) return true;
        switch (message.get()) {
            case SupervisorCommand.Begin b -> begin(b);
            case SupervisorCommand.Add a -> add(a);
            case SupervisorCommand.Remove r -> remove(r);
            case SupervisorCommand.Shutdown s -> {
                return false;
            }
            case SupervisorCommand.Ended e -> ended(e);
            case SupervisorCommand.Asks a -> asks(a);
            default -> self.unhandled();
        }
        self.daemon(children.allDaemons());
        return true;
    }

    private void begin(SupervisorCommand.Begin b) {
        beginning = Optional.of(b);
        for (ChildSpec child : spec.children()) start(children.add(child), lookedUp.remove());
        beginning = Optional.empty();
        answer(b, true);
    }

    private void add(SupervisorCommand.Add a) {
        if (!a.replyTo().alive()) return; // whoever called does not wait any more
        String id = a.child().id();
        if (children.find(id).isPresent()) {
            refuse(a, new IllegalArgumentException("there is a child with this id: id=" + id));
            return;
        }
        Child child = children.add(a.child());
        try {
            start(child, ChildTask.of(a.child(), runtime));
            answer(a, child.coro().orElseThrow());
        } catch (RuntimeException e) {
            children.remove(child);
            refuse(a, e);
        }
    }

    private void remove(SupervisorCommand.Remove r) {
        if (!r.replyTo().alive()) return;
        Optional<Child> child = children.find(r.id());
        child.ifPresent(c -> {
            ending.end(c, "supervisor " + spec.name() + " removes it");
            forget(c);
        });
        answer(r, child.isPresent());
    }

    private void ended(SupervisorCommand.Ended e) {
        Child child = e.child();
        if (!child.is(e.coro())) return; // the supervisor ended it itself
        // one that waited to be started in place goes on waiting, to be started anew
        boolean decided = child.asking().isPresent();
        child.ended();
        if (!child.startsAfter(e.outcome())) forget(child);
        else if (!decided) startAgain(child, e.outcome());
    }

    private void asks(SupervisorCommand.Asks a) {
        if (!a.child().is(a.coro())) return;
        a.child().asks(a);
        wait(List.of(a.child()), delay(a.child(), a.how()));
    }

    private void forget(Child child) {
        child.ended();
        waiting.remove(child);
        children.remove(child);
    }

    // ---- starts and restarts

    private void start(Child child, CoroTask first) {
        var work = new ChildTask(runtime, first);
        LocalCoro c = scheduler.spawn(
                child.spec.spawn(), work, inPlace(child) ? new InPlace(child, runtime, coro, this::closing) : null);
        child.started(c, work);
        c.onEnd(how -> {
            if (!closing) coro.send(new SupervisorCommand.Ended(child, c, how));
        });
    }

    private boolean inPlace(Child child) {
        return spec.strategy() == Strategy.ONE_FOR_ONE && child.spec.inPlace() && !child.temporary();
    }

    /** A child has ended, or could not be started, and is to be started again with the siblings that are restarted together with it. */
    private void startAgain(Child child, Outcome how) {
        long delay = delay(child, how);
        List<Child> along = children.takenAlong(spec.strategy(), child);
        Collections.reverse(along);
        for (Child sibling : along) {
            ending.end(sibling, "supervisor " + spec.name() + " starts it again with " + child.spec.id());
            if (sibling.temporary()) forget(sibling);
            else sibling.ended();
        }
        along.removeIf(Child::temporary);
        along.add(child);
        wait(along, delay);
    }

    /** How long to wait before a restart; throws if that is one too many. */
    private long delay(Child child, Outcome how) {
        OptionalLong delay = intensity.count(runtime.time().nanos());
        return delay.orElseThrow(() -> new SupervisorGaveUpException(
                "supervisor " + spec.name() + " gives up: more than " + spec.maxRestarts() + " restarts within "
                        + spec.period() + ", the last one of child " + child.spec.id() + " after " + how,
                how instanceof Outcome.Failed f ? f.failure().toThrowable() : null));
    }

    /** All until one time, so that they are started in their order. */
    private void wait(List<Child> all, long nanos) {
        long at = runtime.time().nanos() + nanos;
        for (Child child : all) {
            waiting.remove(child); // its place depends on its time
            child.startAt = at;
            waiting.add(child);
        }
    }

    private static int byTime(Child a, Child b) {
        int time = Long.compare(a.startAt - b.startAt, 0); // a clock's readings may overflow
        return time != 0 ? time : Long.compare(a.order, b.order);
    }

    private Duration untilNextStart() {
        long now = runtime.time().nanos();
        long least = waiting.first().startAt - now;
        return Duration.ofNanos(Math.max(0, least));
    }

    /** Each once: one that fails at once must not keep the others from their turns, nor messages from being read. */
    private void startThoseDue() {
        if (waiting.isEmpty()) return;
        long now = runtime.time().nanos();
        var due = new ArrayList<Child>(0);
        for (Child child : waiting) {
            if (now - child.startAt < 0) break;
            due.add(child);
        }
        due.sort(Comparator.comparingLong(c -> c.order));
        for (Child child : due) {
            // a failure may have changed what is to be done
            if (waiting.contains(child) && now - child.startAt >= 0) startNow(child);
        }
    }

    private void startNow(Child child) {
        waiting.remove(child);
        try {
            CoroTask next = ChildTask.of(child.spec, runtime);
            SupervisorCommand.Asks asks = child.asking().orElse(null);
            if (asks == null) {
                start(child, next);
            } else {
                child.work().next(next);
                runtime.events().restarted(asks.coro(), asks.how().failure());
                child.answer(true);
            }
        } catch (SchedulerClosedException over) {
            throw over;
        } catch (RuntimeException | LinkageError e) {
            startAgain(child, new Outcome.Failed(Failure.of(e)));
        }
    }

    // ---- answers

    private static void answer(SupervisorCommand.Request to, Object answer) {
        if (to.replyTo().alive()) to.replyTo().send(answer);
    }

    private static void refuse(SupervisorCommand.Request request, RuntimeException why) {
        answer(request, new SupervisorCommand.Refused(why));
    }

    /** Empties the mailbox, since nothing more is done for anybody. */
    private void refuseAll() {
        Optional<Object> message;
        while ((message = self.poll()).isPresent()) {
            switch (message.get()) {
                case SupervisorCommand.Request r -> refuse(r, closed());
                case SupervisorCommand.Asks a -> a.verdict().say(false);
                case SupervisorCommand n -> {}
                default -> self.unhandled();
            }
        }
    }
}
