package com.acme.coro.codec.core;

import java.lang.ref.WeakReference;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The shapes of all classes seen. Each is kept by its class, so that it goes with that class's loader; and is taken off
 * its class when the codec ends, so that no class keeps the codec.
 */
final class Shapes {
    private final Queue<WeakReference<Class<?>>> seen = new ConcurrentLinkedQueue<>();

    private final ClassValue<Shape> shapes = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
            seen.removeIf(r -> r.get() == null);
            seen.add(new WeakReference<>(type));
            return Shape.of(type);
        }
    };

    Shape of(Class<?> type) {
        return shapes.get(type);
    }

    /** Forgets the classes of a loader. */
    void forget(ClassLoader loader) {
        seen.removeIf(r -> {
            Class<?> type = r.get();
            boolean gone = type == null || Objects.equals(type.getClassLoader(), loader);
            if (gone && type != null) shapes.remove(type);
            return gone;
        });
    }

    void close() {
        for (var r : seen) {
            Class<?> type = r.get();
            if (type != null) shapes.remove(type);
        }
        seen.clear();
    }
}
