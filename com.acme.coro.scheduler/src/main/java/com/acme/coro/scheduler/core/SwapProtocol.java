package com.acme.coro.scheduler.core;

import com.acme.coro.api.CoroState;
import com.acme.coro.api.Failure;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.SwapSignal;
import com.acme.coro.api.SwapStatus.Postponed.Why;
import com.acme.coro.scheduler.guard.Foreign;
import com.acme.coro.scheduler.wait.InjectedThrowable;
import java.util.List;
import java.util.function.Supplier;

/** How a coroutine is swapped: asked from outside, considered at a swap point, taken when its body has unwound. */
public final class SwapProtocol {
    /** After so many signals thrown again in a body that swallows them, it has refused. */
    private static final int SWALLOWS = 100;

    private SwapProtocol() {}

    // ---- from any thread

    /** Asks a coroutine for a swap. */
    public static void ask(LocalCoro c, PendingSwap order) {
        PendingSwap replaced = null;
        boolean woken = false;
        c.lock();
        String no = refusal(c);
        Why keptOff = null;
        if (no == null) {
            SwapState seat = c.extras().seat();
            replaced = seat.asked;
            seat.asked = order;
            keptOff = c.begun ? seat.keptOffBy(c.extras.shields) : null;
            // told before anybody can act on it: what is told then comes later
            order.asked(keptOff);
            woken = keptOff == null && seat.taken == null && c.wakeToSwap();
        }
        c.unlock();
        if (replaced != null) replaced.refused("replaced by a newer request");
        if (no != null) order.refused(no);
        if (woken) c.engine.ready(c);
    }

    private static String refusal(LocalCoro c) {
        if (c.state == CoroState.ENDED || c.state == CoroState.ENDING) return c.name + " has ended";
        if (c.ending != null) return c.name + " was asked to end";
        if (c.isUnplaced()) return c.name + " is between two versions of its function";
        SwapState seat = c.extras == null ? null : c.extras.swap;
        boolean fixed = seat != null && seat.asked != null && !seat.asked.replaceable();
        return fixed ? "the bundle of its function is being updated" : null;
    }

    /** Takes an order back; why it was not taken, or null if it is over. */
    public static String withdraw(LocalCoro c, PendingSwap order) {
        c.lock();
        SwapState seat = c.extras == null ? null : c.extras.swap;
        String why = null;
        if (seat != null && seat.asked == order) {
            seat.asked = null;
            Why keptOff = seat.keptOffBy(c.extras.shields);
            why = keptOff == null
                    ? "it did not come to a swap point"
                    : keptOff == Why.SHIELDED ? "it is in a shielded section" : "it is not swappable";
        } else if (seat != null && seat.taken == order) {
            why = "it did not unwind in time";
            // what unwinds it ends it
            if (c.ending == null) c.ending = new TerminationRequest(new Outcome.CodeGone(why), why);
            c.ending.delivered = true;
            c.ending.graceUntil = c.engine.graceNanos();
        } else if (c.ending != null) {
            why = "it was asked to end";
        }
        c.unlock();
        return why;
    }

    // ---- on its own thread

    /** A run of the body is over, and another one follows: nothing that it said of swaps counts any more. */
    public static void beginAnew(LocalCoro c) {
        c.lock();
        c.begun = false;
        if (c.extras != null && c.extras.swap != null) c.extras.swap.begin(c.extras.swap.carried);
        c.unlock();
    }

    /** Whether the body has not begun, and a swap is to come before. */
    public static boolean comesFirst(LocalCoro c) {
        c.lock();
        boolean comes = c.isSwappedBeforeItBegins();
        c.unlock();
        return comes;
    }

    static void swappable(LocalCoro c, boolean yes, Supplier<?> state) {
        c.lock();
        SwapState seat = c.extras().seat();
        seat.swappable = yes;
        seat.declared = true;
        seat.state = state;
        reportKeptOff(c, seat);
        c.unlock();
    }

    /** A shielded section begins or is over. */
    static void shieldsChanged(LocalCoro c) {
        c.lock();
        SwapState seat = c.extras().swap;
        if (seat != null) reportKeptOff(c, seat);
        c.unlock();
    }

    private static void reportKeptOff(LocalCoro c, SwapState seat) {
        if (seat.asked != null) seat.asked.asked(seat.keptOffBy(c.extras.shields));
    }

    /** At a swap point, without the lock: the signal of a swap that is due and can be; null if there is none. */
    static SwapSignal consider(LocalCoro c) {
        c.lock();
        SwapState seat = c.extras == null ? null : c.extras.swap;
        boolean due = seat != null && c.ending == null && (c.begun ? seat.due(c.extras.shields) : seat.asked != null);
        if (!due) {
            c.unlock();
            return null;
        }
        PendingSwap order = seat.asked;
        seat.asked = null;
        seat.taken = order;
        c.unlock();
        PendingSwap.Target target = order.consider(c);
        c.lock();
        if (target == null) seat.done();
        else seat.signal = target.signal(reason -> refuse(c, order, reason));
        if (seat.signal != null && c.limits() != null) c.limits().overrule(seat.signal);
        SwapSignal signal = seat.signal;
        seat.graceUntil =
                c.engine.graceNanos() + c.scheduler().settings.cleanupGrace().toNanos();
        c.unlock();
        return signal;
    }

    /** What it was resumed with while it looked at a swap, taken; null for nothing. With the lock held. */
    static Object takeResumed(LocalCoro c) {
        SwapState seat = c.extras == null ? null : c.extras.swap;
        if (seat == null) return null;
        Object value = seat.resumedWith;
        seat.resumedWith = null;
        return value;
    }

    /** It is suspended again, or no longer at all: from now on its state says so itself. With the lock held. */
    static void lookedAtSwap(LocalCoro c) {
        if (c.extras != null && c.extras.swap != null) c.extras.swap.suspended = false;
    }

    /** The suspension ends with a signal; false, and it does not, if it was resumed before. */
    static boolean suspensionOver(LocalCoro c) {
        c.lock();
        boolean over = c.extras == null || c.extras.swap == null || c.extras.swap.resumedWith == null;
        if (over) lookedAtSwap(c);
        c.unlock();
        return over;
    }

    /** A wait was completed at the moment of the swap: what it brought comes first, the swap at the next swap point. */
    static void putBack(LocalCoro c) {
        c.lock();
        SwapState seat = c.extras().seat();
        if (c.limits() != null) c.limits().reinstate(seat.signal);
        PendingSwap order = seat.done();
        if (seat.asked == null) {
            seat.asked = order;
            order = null;
        }
        c.unlock();
        if (order != null) order.refused("replaced by a newer request");
    }

    /** The state, asked from the body's supplier; from the version before if the body has not begun. Null for none. */
    public static Object state(LocalCoro c) {
        c.lock();
        SwapState seat = c.extras().seat();
        Supplier<?> supplier = seat.state;
        Object carried = seat.carried;
        boolean begun = c.begun;
        c.unlock();
        if (!begun) return carried;
        return supplier == null ? null : supplier.get();
    }

    /** What the version before handed over; null for nothing. */
    static Object carried(LocalCoro c) {
        c.lock();
        Object carried = c.extras == null || c.extras.swap == null ? null : c.extras.swap.carried;
        c.unlock();
        return carried;
    }

    /** Its children that run lambdas end: before the state is captured, so that nobody changes it afterwards. */
    public static void endChildren(LocalCoro c, String reason) {
        if (!c.hadChildren) return;
        List<LocalCoro> children = c.scheduler().all().stream()
                .filter(child -> child.parent == c.sequence && child.code() != null)
                .toList();
        if (!children.isEmpty()) c.runtime().end(children, new Outcome.Terminated(reason), reason);
    }

    /** What must be thrown again because the body swallowed it; null if nothing. With the lock held. */
    static InjectedThrowable dueAgain(LocalCoro c, SwapState seat, boolean unlimited) {
        if (seat.signal == null || !(unlimited || c.engine.graceNanos() - seat.graceUntil >= 0)) return null;
        seat.again++;
        return new InjectedThrowable(seat.signal);
    }

    /** How often its signal was thrown again. With the lock held. */
    static boolean swallowedOnce(SwapState seat) {
        return seat.signal != null && seat.again == 1;
    }

    static boolean swallowedTooOften(SwapState seat) {
        return seat.signal != null && seat.again > SWALLOWS;
    }

    /** The body refuses, by saying so or by swallowing every signal. What was put off is done now. */
    static void refuse(LocalCoro c, PendingSwap order, String reason) {
        c.lock();
        SwapState seat = c.extras == null ? null : c.extras.swap;
        boolean current = seat != null && seat.taken == order && c.running();
        if (current) {
            if (c.limits() != null) c.limits().reinstate(seat.signal);
            seat.done();
        }
        c.unlock();
        if (!current) return;
        order.refused(reason);
        SwapState.PutOff late;
        while ((late = seat.putOff.pollFirst()) != null) late.release().run();
    }

    /** Puts off the release of a resource while the body unwinds. */
    static boolean putOff(LocalCoro c, AutoCloseable resource, Runnable release) {
        c.lock();
        SwapState seat = c.extras == null ? null : c.extras.swap;
        boolean unwinding = seat != null && seat.signal != null && c.extras.resources.owns(resource);
        if (unwinding) seat.putOff.addLast(new SwapState.PutOff(resource, release));
        c.unlock();
        return unwinding;
    }

    /** The body is over: how the coroutine goes on if that was for a swap; null if not, or if it has to end. */
    static PendingSwap.Next afterUnwind(LocalCoro c, Throwable thrown) {
        c.lock();
        SwapState seat = c.extras == null ? null : c.extras.swap;
        PendingSwap order = seat == null || seat.signal == null ? null : seat.taken;
        boolean ends = c.ending != null;
        if (order != null && ends) {
            c.ending.delivered = true;
            seat.done();
        }
        c.unlock();
        if (order == null) return null;
        if (ends) {
            order.failed(c.name + " was asked to end");
            return null;
        }
        if (thrown != null && !(thrown instanceof SwapSignal)) {
            c.runtime().events.cleanupFailed(c, Failure.of(thrown));
        }
        try {
            closeRest(c, seat, order);
            return order.afterUnwind(c);
        } catch (Throwable fault) { // out of memory, say: it ends, and whoever waits for the swap is told
            failed(c, seat, Failure.of(fault));
            order.failed(c.name + " failed while it made way: " + Foreign.text(fault));
            return null;
        }
    }

    private static void failed(LocalCoro c, SwapState seat, Failure failure) {
        c.lock();
        seat.done();
        if (c.ending == null)
            c.ending = new TerminationRequest(new Outcome.Failed(failure), "it failed while it made way for a swap");
        c.ending.delivered = true;
        c.unlock();
    }

    /** Closes what it owned, save for what its state reaches, the last first. */
    private static void closeRest(LocalCoro c, SwapState seat, PendingSwap order) {
        for (OwnedResources.Entry owned : c.takeResources(o -> !order.keeps(o.handle()))) {
            Runnable late = seat.putOff.stream()
                    .filter(p -> p.resource() == owned.resource())
                    .map(SwapState.PutOff::release)
                    .findFirst()
                    .orElse(null);
            if (late == null) BodyCompletion.close(c, owned.resource()::close);
            else BodyCompletion.close(c, late::run);
        }
    }
}
