package com.acme.coro.hotswap;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;

/** Runs the tasks of one bundle one after the other, and those of different bundles beside each other. */
final class SerialTasks {
    private final Executor executor;

    /** Tasks that wait behind a running one, by bundle. Guarded by this. */
    private final Map<Long, Deque<Runnable>> waiting = new HashMap<>();

    SerialTasks(Executor executor) {
        this.executor = executor;
    }

    /**
     * Runs a task that does not throw.
     *
     * @throws java.util.concurrent.RejectedExecutionException if the executor takes no more tasks
     */
    synchronized void run(long bundleId, Runnable task) {
        Deque<Runnable> behind = waiting.get(bundleId);
        if (behind != null) {
            behind.addLast(task);
            return;
        }
        executor.execute(() -> work(bundleId, task));
        waiting.put(bundleId, new ArrayDeque<>());
    }

    private void work(long bundleId, Runnable first) {
        for (Runnable task = first; task != null; task = next(bundleId)) task.run();
    }

    /** Null if no task waits. */
    private synchronized Runnable next(long bundleId) {
        Runnable next = waiting.get(bundleId).pollFirst();
        if (next == null) waiting.remove(bundleId);
        return next;
    }
}
