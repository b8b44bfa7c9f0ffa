package com.acme.coro.scheduler.sync;

import com.acme.coro.api.spi.Parking;
import com.acme.coro.api.sync.CoroLock;
import java.time.Duration;
import java.util.function.Consumer;

/** A lock that its holder cannot take twice. */
final class FifoLock implements CoroLock {
    private final FifoOwnership ownership;

    FifoLock(Parking parking, Consumer<String> report) {
        ownership = new FifoOwnership(this, "lock", parking, report);
    }

    @Override
    public void acquire() {
        ownership.take(ownership.claim());
    }

    @Override
    public boolean tryAcquire(Duration timeout) {
        FifoOwnership.check(timeout);
        return ownership.take(ownership.claim(), timeout);
    }

    @Override
    public void release() {
        ownership.release(ownership.mineOrRefuse());
    }

    @Override
    public boolean held() {
        return ownership.held();
    }
}
