package com.acme.coro.scheduler.wait;

/** What a wait throws instead of returning. */
public record InjectedThrowable(Throwable thrown) {
    /** Not thrown: a wait was ended for a look at a swap that is due. */
    public static final InjectedThrowable SWAP_DUE = new InjectedThrowable(new IllegalStateException("a swap is due"));

    /** Throws it, on the waiting thread. */
    public RuntimeException rethrow() {
        if (thrown instanceof Error e) throw e;
        throw (RuntimeException) thrown;
    }
}
