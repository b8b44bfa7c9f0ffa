package com.acme.coro.codec.core;

import com.acme.coro.api.FormerName;
import com.acme.coro.api.Handle;
import com.acme.coro.support.text.Printable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
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

    /**
     * An enum.
     *
     * @param names its own; none if it was not declared
     * @param byName the constants, by their names and former names
     * @param written the names that each constant is written under, by the constant's own
     */
    record Constants(Class<?> type, List<String> names, Map<String, Object> byName, Map<String, List<String>> written)
            implements Shape {}

    /** A record or enum whose declaration contradicts itself. */
    record Misdeclared(String reason) implements Shape {}

    /** A thing of this process. */
    record Thing() implements Shape {}

    /** Anything else. */
    record Opaque() implements Shape {}

    /**
     * A component of a record.
     *
     * @param names its name, and then its former ones
     * @param absent what it gets if it is not among the bytes; null if it has to be
     */
    record Component(
            List<String> names,
            Class<?> type,
            Class<?> box,
            Type generic,
            String typeName,
            boolean narrow,
            Object absent) {
        String name() {
            return names.get(0);
        }
    }

    /** A record that can be taken apart and put together. */
    final class Parts implements Shape {
        final Class<?> type;
        /** None if it was not declared. */
        final List<String> names;

        final Component[] components;
        private final MethodHandle[] accessors;
        private final MethodHandle constructor;
        private final Map<String, Integer> byName = new HashMap<>();

        Parts(Class<?> type) throws ReflectiveOperationException {
            this.type = type;
            this.names = Names.all(type);
            tooLong(names).ifPresent(reason -> {
                throw new MisdeclaredException(reason);
            });
            RecordComponent[] all = type.getRecordComponents();
            components = new Component[all.length];
            accessors = new MethodHandle[all.length];
            var lookup = MethodHandles.lookup();
            for (int i = 0; i < all.length; i++) {
                components[i] = component(all[i]);
                Method accessor = all[i].getAccessor();
                accessor.setAccessible(true);
                accessors[i] = lookup.unreflect(accessor).asType(MethodType.methodType(Object.class, Object.class));
                for (String name : components[i].names) {
                    if (byName.put(name, i) != null) throw new MisdeclaredException(type, "components", name);
                }
            }
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
                    named(c.getName(), c.getAnnotation(FormerName.class)),
                    type,
                    MethodType.methodType(type).wrap().returnType(),
                    c.getGenericType(),
                    typeName,
                    Narrow.named(typeName),
                    absent(type));
        }

        private static Object absent(Class<?> type) {
            if (type == Optional.class) return Optional.empty();
            if (type == OptionalInt.class) return OptionalInt.empty();
            if (type == OptionalLong.class) return OptionalLong.empty();
            if (type == OptionalDouble.class) return OptionalDouble.empty();
            return null;
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
            } catch (MisdeclaredException wrong) {
                return new Misdeclared(wrong.getMessage());
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
        List<String> names = Names.all(type);
        Optional<String> tooLong = tooLong(names);
        if (tooLong.isPresent()) return new Misdeclared(tooLong.get());
        var byName = new HashMap<String, Object>();
        var written = new HashMap<String, List<String>>();
        for (Object constant : type.getEnumConstants()) {
            Enum<?> c = (Enum<?>) constant;
            try {
                List<String> all = named(c.name(), type.getField(c.name()).getAnnotation(FormerName.class));
                written.put(c.name(), all);
                for (String name : all) {
                    if (byName.put(name, c) != null) {
                        return new Misdeclared(new MisdeclaredException(type, "constants", name).getMessage());
                    }
                }
            } catch (NoSuchFieldException impossible) {
                throw new AssertionError(impossible);
            }
        }
        return new Constants(type, names, Map.copyOf(byName), Map.copyOf(written));
    }

    private static List<String> named(String name, FormerName former) {
        var all = new ArrayList<>(List.of(name));
        if (former != null) all.addAll(Arrays.asList(former.value()));
        return List.copyOf(all);
    }

    private static Optional<String> tooLong(List<String> names) {
        return names.stream()
                .filter(n -> n.length() > Names.LONGEST)
                .findFirst()
                .map(n -> "a name may have at most " + Names.LONGEST + " characters: " + Printable.of(n, 100));
    }

    /** A declaration contradicts itself. */
    final class MisdeclaredException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MisdeclaredException(String reason) {
            super(reason);
        }

        MisdeclaredException(Class<?> type, String parts, String name) {
            super("two of the " + parts + " of " + type.getName() + " have, or had, the name " + name);
        }
    }
}
