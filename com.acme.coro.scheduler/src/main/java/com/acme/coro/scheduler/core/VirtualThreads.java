package com.acme.coro.scheduler.core;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.util.concurrent.Executor;

/**
 * Makes virtual threads. With an executor of ours as carrier that takes the JDK's own constructor, which is not public:
 * it is there if the JVM was started with {@code --add-opens java.base/java.lang=ALL-UNNAMED}, and used only then.
 */
final class VirtualThreads {
    /** The flag of Thread.Builder for {@code inheritInheritableThreadLocals(false)}. */
    private static final int NO_INHERITANCE = 1 << 2;

    private static final MethodHandle CONSTRUCTOR = find();

    private VirtualThreads() {}

    private static MethodHandle find() {
        try {
            Constructor<?> c = Class.forName("java.lang.VirtualThread")
                    .getDeclaredConstructor(Executor.class, String.class, int.class, Runnable.class);
            c.setAccessible(true);
            return MethodHandles.lookup()
                    .unreflectConstructor(c)
                    .asType(MethodType.methodType(
                            Thread.class, Executor.class, String.class, int.class, Runnable.class));
        } catch (ReflectiveOperationException | RuntimeException notOpen) {
            return null; // said where a scheduler that was to have its own carriers starts
        }
    }

    static boolean ownCarriers() {
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

    /** A thread that the JVM carries. */
    static Thread ofJvm(String name, Runnable body) {
        return Thread.ofVirtual()
                .name(name)
                .inheritInheritableThreadLocals(false)
                .unstarted(body);
    }
}
