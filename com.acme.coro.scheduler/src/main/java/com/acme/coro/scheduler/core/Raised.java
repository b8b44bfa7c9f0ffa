package com.acme.coro.scheduler.core;

/** What a wait throws instead of returning. */
record Raised(Throwable thrown) {
    /** Throws it, on the waiting thread. */
    RuntimeException rethrow() {
        if (thrown instanceof Error e) throw e;
        throw (RuntimeException) thrown;
    }
}
