package com.acme.coro.codec.core;

import com.acme.coro.api.FormerName;
import com.acme.coro.api.Handle;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What there is to know of a class to write and read its values. */
sealed interface Shape {
    /** Of the JDK, with nothing in it. */
    record Leaf(Scalar scalar) implements Shape {}

    /** Text, a box that needs no mark in the bytes. */
    record Plain() implements Shape {}

    /** An optional, a collection or a map. */
    record Container() implements Shape {}

    /** An array; the loader is the one of its innermost elements. */
    record Elements(Class<?> element) implements Shape {}

    /** An enum. Under the names of its constants, former ones too, the constants. */
    record Constants(Class<?> type, Optional<String> name, Map<String, Object> byName) implements Shape {}

    /** A thing of this process. */
    record Thing() implements Shape {}

    /** Anything else. */
    record Opaque() implements Shape {}

    /** A component of a record. */
    record Component(
            String name, Class<?> type, Class<?> box, Type generic, String typeName, boolean narrow, Object absent) {}

    /** A record that can be taken apart and put together. */
    final class Parts implements Shape {
        final Class<?> type;
        final Optional<String> name;
        final Component[] components;
        private final MethodHandle[] accessors;
        private final MethodHandle constructor;
        private final Map<String, Integer> byName = new HashMap<>();

        Parts(Class<?> type) throws ReflectiveOperationException {
            this.type = type;
            this.name = Names.of(type);
            RecordComponent[] all = type.getRecordComponents();
            components = new Component[all.length];
            accessors = new MethodHandle[all.length];
            var lookup = MethodHandles.lookup();
            for (int i = 0; i < all.length; i++) {
                components[i] = component(all[i]);
                Method accessor = all[i].getAccessor();
                accessor.setAccessible(true);
                accessors[i] = lookup.unreflect(accessor).asType(MethodType.methodType(Object.class, Object.class));
                FormerName former = all[i].getAnnotation(FormerName.class);
                if (former != null) for (String f : former.value()) byName.put(f, i);
            }
            for (int i = 0; i < all.length; i++) byName.put(all[i].getName(), i);
            Constructor<?> canonical = type.getDeclaredConstructor(
                    Arrays.stream(all).map(RecordComponent::getType).toArray(Class<?>[]::new));
            canonical.setAccessible(true);
            constructor = lookup.unreflectConstructor(canonical)
                    .asSpreader(Object[].class, all.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
        }

        private static Component component(RecordComponent c) {
            Class<?> type = c.getType();
            String typeName = TypeNames.of(type);
            return new Component(
                    c.getName(),
                    type,
                    MethodType.methodType(type).wrap().returnType(),
                    c.getGenericType(),
                    typeName,
                    Narrow.named(typeName),
                    absent(type));
        }

        // what a component gets that the bytes know nothing of
        private static Object absent(Class<?> type) {
            if (type == Optional.class) return Optional.empty();
            if (type == OptionalInt.class) return OptionalInt.empty();
            if (type == OptionalLong.class) return OptionalLong.empty();
            if (type == OptionalDouble.class) return OptionalDouble.empty();
            return type.isPrimitive()
                    ? java.lang.reflect.Array.get(java.lang.reflect.Array.newInstance(type, 1), 0)
                    : null;
        }

        /** Where a component of this name, or former name, is; -1 for nowhere. */
        int find(String component) {
            return byName.getOrDefault(component, -1);
        }

        Object get(Object value, int component) throws Throwable {
            return accessors[component].invokeExact(value);
        }

        Object make(Object[] values) throws Throwable {
            return constructor.invokeExact(values);
        }
    }

    /** Looks at a class. */
    static Shape of(Class<?> type) {
        if (type == String.class
                || type == Integer.class
                || type == Boolean.class
                || type == Double.class
                || type == Float.class) {
            return new Plain();
        }
        Scalar scalar = Scalar.of(type);
        if (scalar != null) return new Leaf(scalar);
        if (type.isArray()) return new Elements(type.getComponentType());
        if (Handle.class.isAssignableFrom(type)) return new Thing();
        if (type.isRecord()) {
            try {
                return new Parts(type);
            } catch (ReflectiveOperationException | RuntimeException | LinkageError closed) {
                return new Opaque(); // of a module that lets nobody in, or of a bundle whose classes are gone
            }
        }
        if (Enum.class.isAssignableFrom(type)) return constants(type.isEnum() ? type : type.getSuperclass());
        boolean container =
                type == Optional.class || Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type);
        return container ? new Container() : new Opaque();
    }

    private static Shape constants(Class<?> type) {
        if (!type.isEnum()) return new Opaque(); // Enum itself
        var byName = new HashMap<String, Object>();
        List<Enum<?>> all = Arrays.stream(type.getEnumConstants())
                .<Enum<?>>map(c -> (Enum<?>) c)
                .toList();
        for (Enum<?> c : all) {
            try {
                FormerName former = type.getField(c.name()).getAnnotation(FormerName.class);
                if (former != null) for (String f : former.value()) byName.put(f, c);
            } catch (NoSuchFieldException impossible) {
                throw new AssertionError(impossible);
            }
        }
        for (Enum<?> c : all) byName.put(c.name(), c);
        Optional<String> name = type.getName().startsWith("java.") ? Optional.of(type.getName()) : Names.of(type);
        return new Constants(type, name, Map.copyOf(byName));
    }
}
