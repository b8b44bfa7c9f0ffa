package com.acme.coro.codec.core;

import com.acme.coro.api.standalone.CodecLimits;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Goes through what a value holds. */
final class Walk {
    private final Shapes shapes;
    private final CodecLimits limits;

    Walk(Shapes shapes, CodecLimits limits) {
        this.shapes = shapes;
        this.limits = limits;
    }

    boolean reaches(Object value, Predicate<ClassLoader> loaders) {
        if (leaf(value)) return false;
        return through(value, v -> {
            Class<?> type = v instanceof Class<?> c ? c : v.getClass();
            while (type.isArray()) type = type.getComponentType();
            ClassLoader loader = type.getClassLoader();
            return loader != null && loaders.test(loader);
        });
    }

    List<Object> handles(Object value) {
        if (leaf(value)) return List.of();
        var found = new ArrayList<>();
        through(value, v -> {
            Shape shape = shapes.of(v.getClass());
            if (shape instanceof Shape.Thing || shape instanceof Shape.Opaque && v instanceof AutoCloseable)
                found.add(v);
            return false;
        });
        return found;
    }

    private static boolean leaf(Object v) {
        return v == null
                || v instanceof String
                || v instanceof Integer
                || v instanceof Long
                || v instanceof Boolean
                || v instanceof Double;
    }

    // each object once; true as soon as one is wanted, and when there are too many to tell
    private boolean through(Object root, Predicate<Object> wanted) {
        if (wanted.test(root)) return true;
        if (!holds(root)) return false;
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Object> open = new ArrayDeque<>();
        seen.add(root);
        open.push(root);
        long budget = limits.values();
        try {
            while (!open.isEmpty()) {
                for (Object part : parts(open.pop())) {
                    if (leaf(part)) continue;
                    if (--budget < 0 || wanted.test(part)) return true;
                    if (holds(part) && seen.add(part)) open.push(part);
                }
            }
            return false;
        } catch (ConcurrentModificationException changing) {
            return true;
        }
    }

    private boolean holds(Object v) {
        return v instanceof Throwable
                || switch (shapes.of(v.getClass())) {
                    case Shape.Parts parts -> parts.components.length > 0;
                    case Shape.Container container -> true;
                    case Shape.Elements elements -> !elements.element().isPrimitive();
                    case Shape.Plain plain -> false;
                    case Shape.Leaf leaf -> false;
                    case Shape.Constants constants -> false;
                    case Shape.Thing thing -> false;
                    case Shape.Misdeclared misdeclared -> false;
                    case Shape.Opaque opaque -> false;
                };
    }

    private Collection<?> parts(Object v) {
        return switch (v) {
            case Optional<?> o -> o.map(List::of).orElse(List.of());
            case Object[] a -> java.util.Arrays.asList(a);
            case Throwable t -> {
                var all = new ArrayList<Object>(List.of(t.getSuppressed()));
                if (t.getCause() != null) all.add(t.getCause());
                yield all;
            }
            case Record r when shapes.of(r.getClass()) instanceof Shape.Parts parts -> components(r, parts);
            case Map<?, ?> m -> {
                var all = new ArrayList<Object>(2 * m.size());
                m.forEach((key, value) -> {
                    all.add(key);
                    all.add(value);
                });
                yield all;
            }
            case Collection<?> c -> c;
            default -> List.of();
        };
    }

    private static List<Object> components(Object record, Shape.Parts shape) {
        var all = new ArrayList<Object>(shape.components.length);
        for (int i = 0; i < shape.components.length; i++) {
            if (shape.components[i].type().isPrimitive()) continue;
            try {
                all.add(shape.get(record, i));
            } catch (Throwable told) {
                // what it threw says nothing of what it holds; writing the record says it
                continue;
            }
        }
        return all;
    }
}
