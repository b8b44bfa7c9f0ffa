package com.acme.coro.scheduler.core;

import com.acme.coro.api.Coro;
import com.acme.coro.scheduler.wait.ParkedWait;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Set;

/** What most coroutines never need. Guarded by the coroutine's lock, save where it says otherwise. */
final class RareState {
    /** Thrown in the next waits, one each. */
    final ArrayDeque<RuntimeException> raises = new ArrayDeque<>(2);
    /** Who gets an Exit. */
    final Set<Coro> monitors = new LinkedHashSet<>(2);
    /** The coroutines in which a LinkedException is raised. */
    final Set<Coro> links = new LinkedHashSet<>(2);
    /** Who waits for the end. */
    final Set<ParkedWait<?>> joiners = new LinkedHashSet<>(2);
    /** Registered names. */
    final Set<String> names = new LinkedHashSet<>(2);
    /** Closed at the end, the last first. */
    final OwnedResources resources = new OwnedResources();
    /** Nested shielded sections. Written by the coroutine's own thread; others read it racily. */
    volatile int shields;
    /** Decides on restarts in place; null for none. Set before the first turn. */
    RestartPolicy restarter;
    /** Null while there was nothing of a swap. */
    SwapState swap;

    /** Null while there was no section with a limit. */
    SectionLimits limits;

    /** Made when it is needed. */
    SectionLimits limits() {
        SectionLimits l = limits;
        if (l == null) l = limits = new SectionLimits();
        return l;
    }

    /** Made when it is needed. */
    SwapState seat() {
        SwapState s = swap;
        if (s == null) s = swap = new SwapState();
        return s;
    }

    /** Whether a wait has more to look at than what it waits for. */
    boolean pressing() {
        return !raises.isEmpty()
                || limits != null && limits.due() != null
                || swap != null && (swap.signal != null || swap.due(shields));
    }
}
