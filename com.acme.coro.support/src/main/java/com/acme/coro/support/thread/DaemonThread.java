package com.acme.coro.support.thread;

/** Platform threads of our own: they keep no process alive, and hold nothing of the thread, or bundle, that made them. */
public final class DaemonThread {
    private DaemonThread() {}

    /**
     * A thread that is yet to be started.
     *
     * @param name for dumps, {@code coro-} and what it is for
     * @param body what it runs
     * @return a daemon without inherited values and context class loader
     */
    public static Thread of(String name, Runnable body) {
        Thread thread = Thread.ofPlatform()
                .name(name)
                .daemon(true)
                .priority(Thread.NORM_PRIORITY)
                .inheritInheritableThreadLocals(false)
                .unstarted(body);
        thread.setContextClassLoader(null);
        return thread;
    }

    /**
     * Starts a thread.
     *
     * @param name for dumps, {@code coro-} and what it is for
     * @param body what it runs
     * @return the thread
     */
    public static Thread start(String name, Runnable body) {
        Thread thread = of(name, body);
        thread.start();
        return thread;
    }
}
