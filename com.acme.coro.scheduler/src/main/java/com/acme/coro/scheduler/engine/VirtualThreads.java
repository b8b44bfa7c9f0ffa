package com.acme.coro.scheduler.engine;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Makes virtual threads. With an executor of ours as carrier that takes parts of the JDK that are not public: they are
 * there if the JVM was started with {@code --add-opens java.base/java.lang=ALL-UNNAMED}, and used only if {@link
 * CarrierCheck} finds them as expected.
 *
 * <p>A virtual thread that is made by another one without naming a carrier inherits that one's. Therefore no thread is
 * made here without naming one, as far as the JDK lets us.
 */
public final class VirtualThreads {
    /** The flag of Thread.Builder for {@code inheritInheritableThreadLocals(false)}. */
    private static final int NO_INHERITANCE = 1 << 2;

    private static final CarrierCheck CHECK = CarrierCheck.ofThisJvm();
    private static final MethodHandle CONSTRUCTOR;
    private static final MethodHandle CONTINUATION;
    private static final Executor JVM;

    static {
        boolean good = CHECK.failure().isEmpty();
        CONSTRUCTOR = good
                ? CHECK.constructor()
                        .asType(MethodType.methodType(
                                Thread.class, Executor.class, String.class, int.class, Runnable.class))
                : null;
        CONTINUATION = good ? CHECK.continuation().asType(MethodType.methodType(Runnable.class, Thread.class)) : null;
        JVM = good ? CHECK.carriersOfTheJvm() : null;
        if (good) startPollers();
    }

    private VirtualThreads() {}

    /** Threads that the JDK starts with the first socket a virtual thread waits for are not to be a coroutine's. */
    private static void startPollers() {
        try {
            Class.forName("sun.nio.ch.Poller", true, null);
        } catch (ClassNotFoundException | LinkageError e) {
            // only that then the first one that waits starts them: they are carried by the JVM all the same
            return;
        }
    }

    /** Why coroutines cannot be carried by a scheduler's own thread in this JVM; empty if they can. */
    public static Optional<String> obstacle() {
        return CHECK.failure();
    }

    public static boolean ownCarriers() {
        return CONSTRUCTOR != null;
    }

    /** A thread that the executor carries. */
    static Thread carriedBy(Executor carrier, String name, Runnable body) {
        try {
            return (Thread) CONSTRUCTOR.invokeExact(carrier, name, NO_INHERITANCE, body);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("the JVM made no virtual thread", e);
        }
    }

    /** What a thread submits to its carrier, always the same. */
    static Runnable continuationOf(Thread thread) {
        try {
            return (Runnable) CONTINUATION.invokeExact(thread);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a virtual thread without a continuation", e);
        }
    }

    /** Submits the continuation of a thread to the carriers of the JVM. */
    static void carryByJvm(Runnable continuation) {
        JVM.execute(continuation);
    }

    /** A thread that the JVM carries. */
    public static Thread ofJvm(String name, Runnable body) {
        if (ownCarriers()) return carriedBy(JVM, name, body); // not by what carries the calling thread
        return Thread.ofVirtual()
                .name(name)
                .inheritInheritableThreadLocals(false)
                .unstarted(body);
    }
}
