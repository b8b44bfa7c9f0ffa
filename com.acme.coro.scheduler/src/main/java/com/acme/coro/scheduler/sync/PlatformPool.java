package com.acme.coro.scheduler.sync;

import com.acme.coro.api.CoroClosedException;
import com.acme.coro.api.CoroTimeoutException;
import com.acme.coro.api.spi.Parking;
import com.acme.coro.api.spi.Waiter;
import com.acme.coro.api.sync.AsyncThreadPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Platform threads that take calls off a queue. A thread is made when all there are have something to do. */
final class PlatformPool implements AsyncThreadPool {
    private static final long IDLE_SECONDS = 30;

    private final String name;
    private final int most;
    private final Parking parking;
    private final Consumer<PlatformPool> whenClosed;
    private final ThreadFactory factory;
    private final LinkedBlockingQueue<PoolCall<?>> queue = new LinkedBlockingQueue<>();

    // guarded by this
    private final Set<Thread> threads = new HashSet<>();
    private final Set<Waiter<Boolean>> joiners = new LinkedHashSet<>();
    /** Calls in the queue, and those that run. */
    private int unfinished;

    /** Written under the lock of this. */
    private volatile boolean closed;

    PlatformPool(String name, int most, Parking parking, Consumer<PlatformPool> whenClosed) {
        this.name = name;
        this.most = most;
        this.parking = parking;
        this.whenClosed = whenClosed;
        this.factory = Thread.ofPlatform()
                .name("coro-pool-" + name + "-", 1)
                .daemon()
                .inheritInheritableThreadLocals(false)
                .factory();
    }

    @Override
    public <T> T call(Callable<T> call) throws Exception {
        Objects.requireNonNull(call, "call");
        Waiter<PoolCall.Result<T>> waiter = parking.waiter("a call in pool " + name);
        var queued = new PoolCall<>(call, waiter);
        submit(queued);
        return waiter.await(() -> withdraw(queued)).get();
    }

    @Override
    public <T> T call(Callable<T> call, Duration timeout) throws Exception {
        Objects.requireNonNull(call, "call");
        FifoOwnership.check(timeout);
        Waiter<PoolCall.Result<T>> waiter = parking.waiter("a call in pool " + name);
        var queued = new PoolCall<>(call, waiter);
        submit(queued);
        return waiter.await(timeout, () -> withdraw(queued))
                .orElseThrow(() -> new CoroTimeoutException("a call in pool " + name + " took longer than " + timeout))
                .get();
    }

    private synchronized void submit(PoolCall<?> call) {
        if (closed) throw closedException();
        queue.add(call);
        unfinished++;
        if (unfinished > threads.size() && threads.size() < most) startThread(call);
    }

    private void startThread(PoolCall<?> call) {
        Thread thread = factory.newThread(this::work);
        thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
        try {
            thread.start();
            threads.add(thread);
        } catch (OutOfMemoryError e) {
            // the process has no room for another thread: those that are there will do, if there are any
            if (!threads.isEmpty()) return;
            queue.remove(call);
            unfinished--;
            throw e;
        }
    }

    private void withdraw(PoolCall<?> call) {
        if (!call.withdraw()) return;
        queue.remove(call);
        finished();
    }

    /** What a thread does. */
    private void work() {
        Thread me = Thread.currentThread();
        for (PoolCall<?> call = next(me); call != null; call = next(me)) {
            if (closed) call.refuse(closedException(), this::finished);
            else call.perform(this::finished);
            // an interrupt meant for this call, and a loader it may have set, must not reach the next
            Thread.interrupted();
            me.setContextClassLoader(ClassLoader.getSystemClassLoader());
        }
    }

    /** The next call; null if this thread has been idle for long or the pool is closed. */
    private PoolCall<?> next(Thread me) {
        for (; ; ) {
            PoolCall<?> call;
            try {
                // whoever closes says so before it interrupts: it is seen here, or ends this wait
                call = closed ? queue.poll() : queue.poll(IDLE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                continue; // closed; or a call that is over interrupted its thread late
            }
            if (call != null) return call;
            synchronized (this) {
                if (queue.isEmpty()) {
                    threads.remove(me);
                    return null;
                }
            }
        }
    }

    /** A call is over. Before its caller is told, who may ask for the next one at once. */
    private void finished() {
        List<Waiter<Boolean>> all;
        synchronized (this) {
            if (--unfinished > 0) return;
            all = List.copyOf(joiners);
            joiners.clear();
        }
        for (Waiter<Boolean> joiner : all) joiner.complete(true);
    }

    @Override
    public boolean tryJoin(Duration timeout) {
        FifoOwnership.check(timeout);
        Waiter<Boolean> waiter = parking.waiter("the calls in pool " + name);
        synchronized (this) {
            if (unfinished == 0) return true;
            joiners.add(waiter);
        }
        return waiter.await(timeout, () -> forget(waiter)).isPresent();
    }

    private synchronized void forget(Waiter<Boolean> joiner) {
        joiners.remove(joiner);
    }

    @Override
    public void close() {
        var queued = new ArrayList<PoolCall<?>>();
        List<Thread> all;
        synchronized (this) {
            if (closed) return;
            closed = true;
            queue.drainTo(queued);
            all = List.copyOf(threads);
        }
        whenClosed.accept(this);
        for (PoolCall<?> call : queued) call.refuse(closedException(), this::finished);
        for (Thread thread : all) thread.interrupt();
    }

    private CoroClosedException closedException() {
        return new CoroClosedException("the pool is closed: name=" + name);
    }

    @Override
    public String toString() {
        return "pool " + name;
    }
}
