package com.acme.coro.itests.container;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Looks again and again, until a deadline, for what becomes true soon or late. */
public final class Await {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long GLANCE_NANOS = 500_000;

    private Await() {}

    /** Waits until something is true; fails when it is not within 30 s. */
    public static void until(String what, Callable<Boolean> condition) {
        until(PATIENCE, what, condition);
    }

    /** Waits until something is true; fails when it is not within a time. */
    public static void until(Duration patience, String what, Callable<Boolean> condition) {
        present(patience, what, () -> condition.call() ? Optional.of(true) : Optional.empty());
    }

    /** Waits until there is something; fails when there is nothing within 30 s. */
    public static <T> T present(String what, Callable<Optional<T>> source) {
        return present(PATIENCE, what, source);
    }

    private static <T> T present(Duration patience, String what, Callable<Optional<T>> source) {
        long began = System.nanoTime();
        try {
            for (Optional<T> found = source.call(); ; found = source.call()) {
                if (found.isPresent()) return found.get();
                if (System.nanoTime() - began > patience.toNanos()) {
                    throw new AssertionError("not within " + patience.toSeconds() + " s: " + what);
                }
                LockSupport.parkNanos(GLANCE_NANOS);
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError("could not look whether " + what, e);
        }
    }
}
