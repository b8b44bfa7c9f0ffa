package com.acme.coro.io.net;

import java.lang.reflect.Field;
import java.util.Map;
import org.apache.mina.core.polling.AbstractPollingIoProcessor;
import org.apache.mina.util.NamePreservingRunnable;

/**
 * What MINA does for the names of its threads and cannot be told not to: it names each after the class of its processor,
 * and keeps that class for as long as MINA's bundle is there.
 */
final class ThreadNames {
    private static final String KEPT_IN = "threadIds";
    private static final String NAMED = "runnable";

    private ThreadNames() {}

    /** Makes MINA forget a class. It would keep every revision of ours. */
    static void forget(Class<?> processor) throws ReflectiveOperationException {
        Field field = AbstractPollingIoProcessor.class.getDeclaredField(KEPT_IN);
        field.setAccessible(true);
        ((Map<?, ?>) field.get(null)).remove(processor);
    }

    /** What MINA wants to be run, without its naming of the thread; as it is, where another MINA has it otherwise. */
    static Runnable bare(Runnable named) {
        if (!(named instanceof NamePreservingRunnable)) return named;
        try {
            Field field = NamePreservingRunnable.class.getDeclaredField(NAMED);
            field.setAccessible(true);
            return (Runnable) field.get(named);
        } catch (ReflectiveOperationException otherMina) {
            return named;
        }
    }
}
