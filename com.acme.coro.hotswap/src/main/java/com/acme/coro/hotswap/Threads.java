package com.acme.coro.hotswap;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Daemon threads: one for timers, reports and copies of bundles, on which nothing waits for the framework; one on which
 * bundles are updated, one after the other; and some, when they are needed, each of which waits until an update by somebody
 * else is over. Times are real: threads of the framework wait for what happens here.
 */
final class Threads {
    private final Surroundings surroundings;
    private final ScheduledThreadPoolExecutor service;
    private final ThreadPoolExecutor bundles;
    private final ThreadPoolExecutor starts;

    Threads(Surroundings surroundings) {
        this.surroundings = surroundings;
        service = new ScheduledThreadPoolExecutor(1, r -> daemon("coro-hotswap", r));
        service.setRemoveOnCancelPolicy(true);
        service.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        bundles = new ThreadPoolExecutor(
                1, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), r -> daemon("coro-hotswap-bundles", r));
        bundles.allowCoreThreadTimeOut(true);
        starts = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                5,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                r -> daemon("coro-hotswap-starts", r));
    }

    private static Thread daemon(String name, Runnable task) {
        return Thread.ofPlatform()
                .name(name)
                .daemon()
                .inheritInheritableThreadLocals(false)
                .unstarted(task);
    }

    /** Soon, on the service thread. False if it is too late for that. */
    boolean service(Runnable task) {
        return quietly(() -> service.execute(guarded(task)));
    }

    /** Some time later, on the service thread. */
    void after(Duration delay, Runnable task) {
        quietly(() -> {
            var unused = service.schedule(guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        });
    }

    /** Soon, on the thread for bundles. */
    boolean bundles(Runnable task) {
        return quietly(() -> bundles.execute(guarded(task)));
    }

    /** At once, on a thread that may wait for the framework. */
    void starts(Runnable task) {
        quietly(() -> starts.execute(guarded(task)));
    }

    private static boolean quietly(Runnable submission) {
        try {
            submission.run();
            return true;
        } catch (RejectedExecutionException closed) { // everything that waits has ended
            return false;
        }
    }

    private Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | LinkageError e) {
                surroundings.error("a step of a swap failed", e);
            }
        };
    }

    void close() {
        service.shutdown();
        bundles.shutdown();
        starts.shutdown();
    }
}
