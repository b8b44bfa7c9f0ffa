package com.acme.coro.io.stream;

import java.util.concurrent.atomic.AtomicBoolean;

/** Lets one in, and refuses a second. */
public final class OneAtATime {
    private final String refusal;
    private final AtomicBoolean taken = new AtomicBoolean();

    /**
     * Free.
     *
     * @param refusal what a second is told
     */
    public OneAtATime(String refusal) {
        this.refusal = refusal;
    }

    /**
     * Goes in.
     *
     * @throws IllegalStateException if somebody is in
     */
    public void enter() {
        if (!taken.compareAndSet(false, true)) throw new IllegalStateException(refusal);
    }

    /** Goes out. */
    public void leave() {
        taken.set(false);
    }
}
