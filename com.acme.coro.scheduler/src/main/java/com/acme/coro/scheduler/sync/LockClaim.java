package com.acme.coro.scheduler.sync;

import com.acme.coro.api.Coro;
import com.acme.coro.api.spi.Waiter;

/**
 * One coroutine's claim to a lock, from the moment it asks until it has released it. The coroutine owns it as a
 * resource all that time, so that the claim ends with the coroutine at the latest.
 */
final class LockClaim implements AutoCloseable {
    final Coro owner;

    /** How many times the owner has acquired the lock. Of the owner's thread. */
    int depth = 1;

    /** What wakes the owner once the lock is its own. Set by the owner before it queues, then guarded by the lock. */
    Waiter<Boolean> turn;

    private final FifoOwnership lock;

    LockClaim(Coro owner, FifoOwnership lock) {
        this.owner = owner;
        this.lock = lock;
    }

    /** The owner has ended, or was cut off: then this comes from another thread than its own. */
    @Override
    public void close() {
        lock.ownerEnded(this);
    }
}
