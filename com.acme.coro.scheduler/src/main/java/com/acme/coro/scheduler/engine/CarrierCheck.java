package com.acme.coro.scheduler.engine;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks whether the JDK's virtual threads can be carried by a thread of ours: whether the parts that this takes are
 * there, and whether they do what is expected of them.
 */
public final class CarrierCheck {
    /** A busy machine must not change the carrier. */
    private static final long SECONDS = 60;

    private final MethodHandle constructor;
    private final MethodHandle continuation;
    private final Executor carriersOfTheJvm;
    private final String failure;

    private CarrierCheck(
            MethodHandle constructor, MethodHandle continuation, Executor carriersOfTheJvm, String failure) {
        this.constructor = constructor;
        this.continuation = continuation;
        this.carriersOfTheJvm = carriersOfTheJvm;
        this.failure = failure;
    }

    /** The check of the JVM that this runs in. */
    static CarrierCheck ofThisJvm() {
        try {
            return of(Class.forName("java.lang.VirtualThread"));
        } catch (ClassNotFoundException e) {
            return failed("no class java.lang.VirtualThread");
        }
    }

    private static CarrierCheck failed(String why) {
        return new CarrierCheck(null, null, null, why);
    }

    /**
     * Checks a class of threads.
     *
     * @param threads the class; other than the JDK's in tests
     * @return what was found
     */
    public static CarrierCheck of(Class<?> threads) {
        String looksFor = "its package is open to this code";
        try {
            looksFor = "the constructor (Executor, String, int, Runnable)";
            Constructor<?> c = threads.getDeclaredConstructor(Executor.class, String.class, int.class, Runnable.class);
            looksFor = "the field runContinuation";
            Field runs = threads.getDeclaredField("runContinuation");
            looksFor = "the field DEFAULT_SCHEDULER";
            Field carriers = threads.getDeclaredField("DEFAULT_SCHEDULER");
            looksFor = "access, which takes --add-opens java.base/java.lang=ALL-UNNAMED";
            c.setAccessible(true);
            runs.setAccessible(true);
            carriers.setAccessible(true);
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            looksFor = "an Executor in the field DEFAULT_SCHEDULER";
            var jvm = (Executor) carriers.get(null);
            if (jvm == null) return failed(threads.getName() + " lacks " + looksFor);
            looksFor = "a Runnable in the field runContinuation";
            var found = new CarrierCheck(lookup.unreflectConstructor(c), lookup.unreflectGetter(runs), jvm, null);
            String trial = found.trial();
            return trial == null ? found : failed(threads.getName() + " behaves otherwise than expected: " + trial);
        } catch (ReflectiveOperationException | RuntimeException notThere) {
            return failed(threads.getName() + " lacks " + looksFor);
        }
    }

    /** Carries a thread, on a platform thread; what was unexpected, null if nothing. */
    private String trial() {
        var result = new String[] {"it did not end in " + SECONDS + " s"};
        Thread carrier = Thread.ofPlatform()
                .name("coro-carrier-check")
                .daemon(true)
                .inheritInheritableThreadLocals(false)
                .unstarted(() -> {
                    try {
                        result[0] = carry();
                    } catch (Throwable t) { // whatever it is, own carriers are not used
                        result[0] = t.toString();
                    }
                });
        carrier.setContextClassLoader(null);
        carrier.start();
        try {
            carrier.join(TimeUnit.SECONDS.toMillis(SECONDS));
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            return "the check was interrupted";
        }
        return carrier.isAlive() ? "it did not end in " + SECONDS + " s" : result[0];
    }

    private String carry() throws Throwable {
        var submitted = new LinkedBlockingQueue<Runnable>();
        var ran = new Thread[2];
        var parked = new CountDownLatch(1);
        var t = (Thread) constructor.invoke((Executor) submitted::add, "coro-carrier-check", 0, (Runnable) () -> {
            ran[0] = Thread.currentThread();
            parked.countDown();
            LockSupport.park();
            ran[1] = Thread.currentThread();
        });
        var own = (Runnable) continuation.invoke(t);
        if (own == null) return "a thread has no continuation";
        t.start();
        if (submitted.poll() != own) return "starting a thread did not submit its continuation to its carrier";
        own.run();
        if (ran[0] != t) return "running the continuation did not run the thread";
        if (ran[1] != null) return "parking did not take the thread off its carrier";
        own.run();
        if (ran[1] != null) return "running the continuation of a parked thread ran the thread";
        LockSupport.unpark(t);
        if (submitted.poll() != own) return "unparking a thread did not submit its continuation again";
        own.run();
        if (ran[1] != t) return "running the continuation did not run the thread on";
        return t.isAlive() ? "the thread did not end" : null;
    }

    /**
     * What was not as expected.
     *
     * @return a sentence; empty if threads can be carried
     */
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    MethodHandle constructor() {
        return constructor;
    }

    /** From a thread to what it submits. */
    MethodHandle continuation() {
        return continuation;
    }

    Executor carriersOfTheJvm() {
        return carriersOfTheJvm;
    }
}
