package com.acme.coro.hotswap;

import com.acme.coro.support.thread.DaemonThread;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Daemon threads, each kind for one purpose, so that none waits for another's work: the service thread makes reports and
 * watches times, and nothing on it waits or calls code that is not ours except log services; one copies the contents of
 * bundles; one calls listeners; updates have a thread for each bundle; the rest run on threads made when needed. Whatever
 * a task throws is logged, and the thread lives on. Times are real: threads of the framework wait for what happens here.
 */
final class SwapThreads {
    private static final int IDLE_SECONDS = 5;
    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final int MOST_REPORTS_TO_TELL = 10_000;
    private static final int FRAMES = 5;

    private final OptionalServices surroundings;
    private final ScheduledThreadPoolExecutor service;
    private final ThreadPoolExecutor contents;
    private final ThreadPoolExecutor listeners;
    private final ThreadPoolExecutor updates;
    private final ThreadPoolExecutor starts;
    private final SerialTasks bundles;

    SwapThreads(OptionalServices surroundings) {
        this.surroundings = surroundings;
        service = new ScheduledThreadPoolExecutor(1, r -> DaemonThread.of("coro-hotswap", r));
        service.setRemoveOnCancelPolicy(true);
        service.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        contents = one("coro-hotswap-contents", Integer.MAX_VALUE);
        listeners = one("coro-hotswap-listeners", MOST_REPORTS_TO_TELL);
        updates = many("coro-hotswap-bundles");
        starts = many("coro-hotswap-starts");
        bundles = new SerialTasks(updates);
    }

    private static ThreadPoolExecutor one(String name, int most) {
        var pool = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(most), r -> DaemonThread.of(name, r));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static ThreadPoolExecutor many(String name) {
        return new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                r -> DaemonThread.of(name, r));
    }

    /** Soon, on the service thread. False if it is too late for that. */
    boolean service(Runnable task) {
        return accepted(() -> service.execute(guarded(task)));
    }

    /** Some time later, on a thread that may wait. */
    void after(Duration delay, Runnable task) {
        accepted(() -> {
            var unused = service.schedule(() -> due(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        });
    }

    /** A task whose time has come is never lost: coroutines wait for it. */
    private void due(Runnable task) {
        try {
            starts.execute(guarded(task));
        } catch (RejectedExecutionException closed) { // everything that waits has ended
            return;
        } catch (Throwable e) { // no thread can be made
            failed(e);
            after(AGAIN, task);
        }
    }

    /** Soon, after the copies that were asked for before. False if it is too late for that. */
    boolean contents(Runnable task) {
        return accepted(() -> contents.execute(guarded(task)));
    }

    /** Calls listeners, soon. False if too many reports wait for that already, or it is too late. */
    boolean listeners(Runnable task) {
        return accepted(() -> listeners.execute(guarded(task)));
    }

    /** Soon, after what was to be done with this bundle before. False if it is too late for that. */
    boolean bundles(long bundleId, Runnable task) {
        return accepted(() -> bundles.run(bundleId, guarded(task)));
    }

    /** At once, on a thread that may wait for the framework. False if it is too late for that. */
    boolean starts(Runnable task) {
        return accepted(() -> starts.execute(guarded(task)));
    }

    /**
     * Runs code of a version that is tried, on a thread of its own, and waits for it for a time only. A thread that does
     * not end by then is interrupted and left alone.
     */
    static <T> T tried(Duration limit, Callable<T> code) throws RefusedException {
        var task = new FutureTask<>(code);
        Thread thread = DaemonThread.of("coro-hotswap-trial", task);
        try {
            thread.start();
            return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            List<StackTraceElement> frames = Arrays.asList(thread.getStackTrace());
            thread.interrupt();
            throw new RefusedException("its code did not return within " + limit.toMillis() + " ms; it is at "
                    + frames.subList(0, Math.min(FRAMES, frames.size())));
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw new RefusedException("the thread that tried it was interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RefusedException refused) throw refused;
            throw new RefusedException(ForeignText.text(e));
        } catch (Throwable e) { // no thread can be made
            throw new RefusedException(ForeignText.text(e));
        }
    }

    private static boolean accepted(Runnable submission) {
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
            } catch (Throwable e) { // an Error hits this step and nothing else
                failed(e);
            }
        };
    }

    private void failed(Throwable e) {
        surroundings.error("a step of a swap failed: " + ForeignText.text(e), e);
    }

    /** Waits a little for listeners to be called. */
    void close() {
        service.shutdown();
        contents.shutdown();
        listeners.shutdown();
        updates.shutdown();
        starts.shutdown();
    }
}
