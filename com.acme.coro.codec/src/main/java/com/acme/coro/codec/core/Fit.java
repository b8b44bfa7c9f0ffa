package com.acme.coro.codec.core;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Whether what is in a collection is of the type that a component's declaration says. */
final class Fit {
    /** What does not fit. */
    record Misfit(String path, Object value, Class<?> wanted) {}

    private Fit() {}

    /** Whether a type says anything of what is in its values. */
    static boolean speaks(Type type) {
        return type instanceof ParameterizedType || type instanceof GenericArrayType;
    }

    /** The first thing in a value that its type does not allow. */
    static Optional<Misfit> check(Type type, Object value) {
        return check(type, value, "");
    }

    private static Optional<Misfit> check(Type type, Object value, String path) {
        if (value == null) return Optional.empty();
        Class<?> raw = raw(type);
        if (!raw.isInstance(value)) return Optional.of(new Misfit(path, value, raw));
        if (type instanceof GenericArrayType a && value instanceof Object[] all) {
            for (int i = 0; i < all.length; i++) {
                Optional<Misfit> wrong = check(a.getGenericComponentType(), all[i], path + "[" + i + "]");
                if (wrong.isPresent()) return wrong;
            }
        }
        if (!(type instanceof ParameterizedType p)) return Optional.empty();
        Type[] arguments = p.getActualTypeArguments();
        switch (value) {
            case Optional<?> o -> {
                return o.isPresent() ? check(arguments[0], o.get(), path) : Optional.empty();
            }
            case Collection<?> c
            when arguments.length == 1 && raw(arguments[0]) != Object.class -> {
                int i = 0;
                for (Object e : c) {
                    Optional<Misfit> wrong = check(arguments[0], e, path + "[" + i++ + "]");
                    if (wrong.isPresent()) return wrong;
                }
            }
            case Map<?, ?> m
            when arguments.length == 2 -> {
                int i = 0;
                for (var e : m.entrySet()) {
                    String at = path + "[" + i++ + "]";
                    Optional<Misfit> wrong =
                            check(arguments[0], e.getKey(), at).or(() -> check(arguments[1], e.getValue(), at));
                    if (wrong.isPresent()) return wrong;
                }
            }
            default -> {}
        }
        return Optional.empty();
    }

    private static Class<?> raw(Type type) {
        return switch (type) {
            case Class<?> c -> c;
            case ParameterizedType p -> raw(p.getRawType());
            case WildcardType w -> raw(w.getUpperBounds()[0]);
            case TypeVariable<?> v -> Object.class;
            case GenericArrayType a -> raw(a.getGenericComponentType()).arrayType();
            default -> Object.class;
        };
    }
}
