package com.acme.coro.scheduler.engine;

import com.acme.coro.api.spi.TimeSource;
import java.security.SecureRandom;
import java.util.concurrent.locks.LockSupport;

/** Real time. */
public final class SystemTime implements TimeSource {
    private final SecureRandom random = new SecureRandom();

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public void parkUntil(long deadlineNanos) {
        long left = deadlineNanos - System.nanoTime();
        if (left > 0) LockSupport.parkNanos(this, left);
    }

    @Override
    public long random() {
        return random.nextLong();
    }
}
