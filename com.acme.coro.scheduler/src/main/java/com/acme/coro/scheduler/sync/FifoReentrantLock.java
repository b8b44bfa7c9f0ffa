package com.acme.coro.scheduler.sync;

import com.acme.coro.api.spi.Parking;
import com.acme.coro.api.sync.ReentrantCoroLock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** A lock that its holder may take again. */
class FifoReentrantLock implements ReentrantCoroLock {
    final FifoOwnership ownership;

    FifoReentrantLock(String what, Parking parking, Consumer<String> report) {
        ownership = new FifoOwnership(this, what, parking, report);
    }

    @Override
    public final void acquire() {
        if (!again()) ownership.take(ownership.claim());
    }

    @Override
    public final boolean tryAcquire(Duration timeout) {
        FifoOwnership.check(timeout);
        return again() || ownership.take(ownership.claim(), timeout);
    }

    private boolean again() {
        Optional<LockClaim> mine = ownership.mine();
        mine.ifPresent(hold -> hold.depth = Math.incrementExact(hold.depth));
        return mine.isPresent();
    }

    @Override
    public final void release() {
        LockClaim mine = ownership.mineOrRefuse();
        if (mine.depth == 1) ownership.release(mine);
        else mine.depth--;
    }

    @Override
    public final boolean held() {
        return ownership.held();
    }

    @Override
    public final int holds() {
        return ownership.mine().map(hold -> hold.depth).orElse(0);
    }
}
