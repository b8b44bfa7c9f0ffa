package com.acme.coro.hotswap;

import com.acme.coro.api.spi.Codec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleReference;
import org.osgi.framework.wiring.BundleWiring;

/** Tells what belongs to revisions of bundles that are gone. */
final class StaleRevisions {
    private static final int DEPTH = 8;

    private StaleRevisions() {}

    /** A bundle's present class loader; empty if it is not resolved. */
    static Optional<ClassLoader> loaderOf(Bundle bundle) {
        BundleWiring wiring = bundle == null ? null : bundle.adapt(BundleWiring.class);
        return wiring == null ? Optional.empty() : Optional.ofNullable(wiring.getClassLoader());
    }

    /** Whether a class loader is that of a revision other than its bundle's present one. */
    static boolean is(ClassLoader loader) {
        return loader instanceof BundleReference of && loaderOf(of.getBundle()).orElse(null) != loader;
    }

    /** The revisions that are gone and that a value reaches. */
    static List<ClassLoader> reached(Object value, Codec codec) {
        var found = new ArrayList<ClassLoader>(0);
        boolean any = codec.reaches(value, loader -> {
            if (is(loader) && !found.contains(loader)) found.add(loader);
            return false;
        });
        if (any && found.isEmpty() && is(value.getClass().getClassLoader())) {
            found.add(value.getClass().getClassLoader());
        }
        return found;
    }

    /** The class of a revision that is gone and that is plainly there in a value: without a codec one does not look far. */
    static Optional<Class<?>> plainlyIn(Object value) {
        return plainlyIn(value, 0);
    }

    private static Optional<Class<?>> plainlyIn(Object value, int depth) {
        if (value == null || depth == DEPTH) return Optional.empty();
        Class<?> c = value.getClass();
        while (c.isArray()) c = c.getComponentType();
        if (is(c.getClassLoader())) return Optional.of(c);
        Collection<?> parts = switch (value) {
            case Collection<?> many -> many;
            case Map<?, ?> map -> entries(map);
            case Optional<?> one -> one.stream().toList();
            case Object[] array -> java.util.Arrays.asList(array);
            default -> List.of();
        };
        for (Object part : parts) {
            Optional<Class<?>> found = plainlyIn(part, depth + 1);
            if (found.isPresent()) return found;
        }
        return Optional.empty();
    }

    private static List<Object> entries(Map<?, ?> map) {
        var all = new ArrayList<Object>();
        map.forEach((k, v) -> {
            all.add(k);
            all.add(v);
        });
        return all;
    }
}
