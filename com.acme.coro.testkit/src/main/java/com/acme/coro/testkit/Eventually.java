package com.acme.coro.testkit;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Asserts what becomes true in real time, soon or late: looks again and again until a deadline.
 *
 * <pre>{@code
 * Eventually.holds("server is registered", () -> coros.locate("server").isPresent());
 * }</pre>
 */
public final class Eventually {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long GLANCE_NANOS = 200_000;

    /** What may fail at first. */
    @FunctionalInterface
    public interface Check {
        /**
         * Asserts.
         *
         * @throws Exception if something else is wrong than an assertion; then it is not tried again
         */
        void run() throws Exception;
    }

    private Eventually() {}

    /**
     * Waits, for at most 30 s, until something is true.
     *
     * @param what it, in words
     * @param condition asked again and again
     * @throws AssertionError if it is still false then
     */
    public static void holds(String what, BooleanSupplier condition) {
        long began = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (over(began, PATIENCE)) throw new AssertionError("not within " + PATIENCE + ": " + what);
            LockSupport.parkNanos(GLANCE_NANOS);
        }
    }

    /**
     * Waits, for at most 30 s, until there is something.
     *
     * @param <T> its type
     * @param what it, in words
     * @param supplier asked again and again
     * @return what it supplied in the end
     * @throws AssertionError if there is still nothing then
     */
    public static <T> T present(String what, Supplier<Optional<T>> supplier) {
        long began = System.nanoTime();
        for (var found = supplier.get(); ; found = supplier.get()) {
            if (found.isPresent()) return found.get();
            if (over(began, PATIENCE)) throw new AssertionError("not within " + PATIENCE + ": " + what);
            LockSupport.parkNanos(GLANCE_NANOS);
        }
    }

    /**
     * Waits until a check passes.
     *
     * @param patience for how long to try
     * @param check tried again while it throws an AssertionError
     * @throws AssertionError what it threw at the last try
     */
    public static void passes(Duration patience, Check check) {
        long began = System.nanoTime();
        while (true) {
            try {
                check.run();
                return;
            } catch (AssertionError notYet) {
                if (System.nanoTime() - began > patience.toNanos()
                        || Thread.currentThread().isInterrupted()) throw notYet;
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new AssertionError("check failed: " + e, e);
            }
            LockSupport.parkNanos(GLANCE_NANOS);
        }
    }

    // An interrupt says that the test has run out of time.
    private static boolean over(long began, Duration patience) {
        return System.nanoTime() - began > patience.toNanos()
                || Thread.currentThread().isInterrupted();
    }
}
