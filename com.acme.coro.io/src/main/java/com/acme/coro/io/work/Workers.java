package com.acme.coro.io.work;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Platform threads for calls of the system that block. They are made when they are needed, and end when they have had
 * nothing to do for a while. A job must not throw; one that was taken is never interrupted.
 */
public final class Workers implements Executor, AutoCloseable {
    private static final long IDLE_SECONDS = 30;
    /** No job goes deep; there may be thousands of threads. */
    private static final long STACK_BYTES = 1 << 18;

    private final String role;
    private final ThreadPoolExecutor threads;

    private Workers(String role, ThreadPoolExecutor threads) {
        this.role = role;
        this.threads = threads;
    }

    /**
     * As many as there are jobs, up to a number; further jobs wait in the order in which they came.
     *
     * @param role names the threads
     * @param most how many threads, at least 1
     * @return none at first
     */
    public static Workers upTo(int most, String role) {
        var threads = new ThreadPoolExecutor(
                most, most, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory(role));
        threads.allowCoreThreadTimeOut(true);
        return new Workers(role, threads);
    }

    /**
     * As many as there are jobs: for those whose number is bounded otherwise.
     *
     * @param role names the threads
     * @return none at first
     */
    public static Workers asNeeded(String role) {
        return new Workers(
                role,
                new ThreadPoolExecutor(
                        0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), factory(role)));
    }

    private static ThreadFactory factory(String role) {
        ThreadFactory daemons = Thread.ofPlatform()
                .name("coro-" + role + "-", 1)
                .daemon()
                .stackSize(STACK_BYTES)
                .inheritInheritableThreadLocals(false)
                .factory();
        return job -> {
            Thread thread = daemons.newThread(job);
            thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
            return thread;
        };
    }

    /**
     * Changes the number of threads of {@link #upTo}.
     *
     * @param most how many threads, at least 1
     */
    public void resize(int most) {
        if (most > threads.getMaximumPoolSize()) {
            threads.setMaximumPoolSize(most);
            threads.setCorePoolSize(most);
        } else {
            threads.setCorePoolSize(most);
            threads.setMaximumPoolSize(most);
        }
    }

    /**
     * Has a job done. Never blocks.
     *
     * @throws RejectedExecutionException if it is closed
     */
    @Override
    public void execute(Runnable job) {
        threads.execute(job);
    }

    /** Takes no more jobs; those it has are done. Does not wait for them. */
    @Override
    public void close() {
        threads.shutdown();
    }

    @Override
    public String toString() {
        return "threads coro-" + role;
    }
}
