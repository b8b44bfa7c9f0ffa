package com.acme.coro.io.net;

import com.acme.coro.api.spi.TimeSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** The time of real sockets: that of the system. */
public final class SystemTime implements TimeSource {
    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public void parkUntil(long deadlineNanos) {
        LockSupport.parkNanos(deadlineNanos - System.nanoTime());
    }

    @Override
    public long random() {
        return ThreadLocalRandom.current().nextLong();
    }
}
