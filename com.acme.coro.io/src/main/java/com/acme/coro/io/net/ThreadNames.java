package com.acme.coro.io.net;

import java.lang.reflect.Field;
import java.util.Map;
import org.apache.mina.core.polling.AbstractPollingIoProcessor;

/**
 * What MINA keeps of the classes of processors, for the names of their threads, for as long as MINA's bundle is there. It
 * would keep every revision of ours.
 */
final class ThreadNames {
    private static final String KEPT_IN = "threadIds";

    private ThreadNames() {}

    /** Makes MINA forget a class. */
    static void forget(Class<?> processor) throws ReflectiveOperationException {
        Field field = AbstractPollingIoProcessor.class.getDeclaredField(KEPT_IN);
        field.setAccessible(true);
        ((Map<?, ?>) field.get(null)).remove(processor);
    }
}
