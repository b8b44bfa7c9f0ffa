package com.acme.coro.scheduler.core;

/** What a wait throws instead of returning. */
record Raised(Throwable thrown) {
    /** Not thrown: a wait was ended for a look at a swap that is due. */
    static final Raised SWAP_DUE = new Raised(new IllegalStateException("a swap is due"));

    /** Throws it, on the waiting thread. */
    RuntimeException rethrow() {
        if (thrown instanceof Error e) throw e;
        throw (RuntimeException) thrown;
    }
}
