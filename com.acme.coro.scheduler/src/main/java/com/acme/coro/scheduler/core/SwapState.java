package com.acme.coro.scheduler.core;

import com.acme.coro.api.SwapSignal;
import com.acme.coro.api.SwapStatus.Postponed.Why;
import java.util.ArrayDeque;
import java.util.function.Supplier;

/** What a coroutine knows of its swaps. Guarded by the coroutine's lock, save where it says otherwise. */
final class SwapState {
    /** A release that was put off while the body unwinds. */
    record PutOff(AutoCloseable resource, Runnable release) {}

    /** Whether the body that runs has said that it may be swapped. */
    boolean swappable;
    /** Whether it has said anything of it. */
    boolean declared;
    /** Asked for the state; null for none. */
    Supplier<?> state;
    /** What the version before handed over; null for nothing. */
    Object carried;

    /** Waits for a swap point; null for none. */
    PendingSwap asked;
    /** Is being considered, or its signal was thrown; null for none. */
    PendingSwap taken;
    /** Thrown for it; null before. */
    SwapSignal signal;
    /** It was suspended before it was woken to look at a swap: to others it still is. */
    boolean suspended;
    /** What it was resumed with meanwhile; null for nothing. */
    Object resumedWith;
    /** How often the signal was thrown again. */
    int again;
    /** Until when clean-up may wait; means something once the signal was thrown. */
    long graceUntil;

    /** Of the coroutine's thread, while it unwinds. */
    ArrayDeque<PutOff> putOff = new ArrayDeque<>(0);

    /** What keeps a swap off; null if nothing does. */
    Why keptOffBy(int shields) {
        if (!swappable) return Why.NOT_SWAPPABLE;
        return shields > 0 ? Why.SHIELDED : null;
    }

    /** Whether a swap is to be taken at the next swap point. */
    boolean due(int shields) {
        return asked != null && taken == null && keptOffBy(shields) == null;
    }

    /** The body is over, or goes on after it refused. */
    PendingSwap done() {
        PendingSwap was = taken;
        taken = null;
        signal = null;
        again = 0;
        return was;
    }

    /** The next version begins: nothing of the one before stays but what it handed over. */
    void begin(Object handedOver) {
        done();
        swappable = false;
        declared = false;
        state = null;
        carried = handedOver;
        putOff = new ArrayDeque<>(0);
    }
}
