package com.acme.coro.storm;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** What takes real time in a storm. */
final class RealTime {
    private static final long GLANCE_NANOS = 1_000_000;

    private RealTime() {}

    /** Polls a condition; false if it does not hold in time. */
    static boolean within(Duration patience, BooleanSupplier condition) {
        long began = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - began > patience.toNanos()) return false;
            LockSupport.parkNanos(GLANCE_NANOS);
        }
        return true;
    }

    /** Keeps the caller's turn, whatever is asked of it: it will be detached if it must go at this moment. */
    static void keepTurn(SplittableRandom random) {
        if (random.nextInt(40) != 0) return;
        long until = System.nanoTime() + random.nextInt(20_000_000);
        while (System.nanoTime() - until < 0) Thread.onSpinWait();
    }
}
