package com.acme.coro.scheduler.core;

import com.acme.coro.support.thread.DaemonThread;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Platform threads for what goes on beside the coroutines. None outlives its use by long, or inherits anything of its maker. */
final class ServiceThreads {
    private ServiceThreads() {}

    /** One thread, so that what it is given happens in order. */
    static ExecutorService oneAtATime(String name) {
        var one = new ThreadPoolExecutor(1, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads(name));
        one.allowCoreThreadTimeOut(true);
        return one;
    }

    /** As many threads as there is something to do. */
    static Executor onDemand(String name) {
        return new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), threads(name));
    }

    private static ThreadFactory threads(String name) {
        return body -> DaemonThread.of(name, body);
    }
}
