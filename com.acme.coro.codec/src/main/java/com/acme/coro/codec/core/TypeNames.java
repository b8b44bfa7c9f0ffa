package com.acme.coro.codec.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;

/** What the types of components and of arrays' elements are called in the bytes. */
final class TypeNames {
    /** A type that says nothing: an object, an interface, a type variable. */
    static final String ANY = "any";

    /** A primitive type and its box have one name, save for arrays of them. */
    private static final String BOXED = "boxed-";

    private static final Map<String, Class<?>> CLASSES = new HashMap<>();
    private static final Map<String, Class<?>> PRIMITIVES = new HashMap<>();
    private static final Map<Class<?>, String> NAMES = new HashMap<>();

    static {
        for (Scalar s : Scalar.ALL) put(s.name(), s.type());
        put("int", Integer.class);
        put("boolean", Boolean.class);
        put("float", Float.class);
        put("double", Double.class);
        put("text", String.class);
        put("number", Number.class);
        put("list", List.class);
        put("set", Set.class);
        put("sorted-set", SortedSet.class);
        put("map", Map.class);
        put("sorted-map", SortedMap.class);
        put("collection", Collection.class);
        put("queue", Queue.class);
        put("deque", Deque.class);
        put("array-list", ArrayList.class);
        put("array-deque", ArrayDeque.class);
        put("optional", Optional.class);
        put(ANY, Object.class);
        List<Class<?>> primitives = List.of(
                boolean.class, byte.class, char.class, short.class, int.class, long.class, float.class, double.class);
        for (Class<?> p : primitives) {
            PRIMITIVES.put(p.getName(), p);
            NAMES.put(p, p.getName());
        }
    }

    private TypeNames() {}

    private static void put(String name, Class<?> type) {
        CLASSES.put(name, type);
        NAMES.put(type, name);
    }

    /** The most dimensions an array may have. */
    static final int DIMENSIONS = 16;

    /** The name of a class. Of one that has none: {@link #ANY}. */
    static String of(Class<?> type) {
        if (type.isArray()) {
            Class<?> element = type.getComponentType();
            boolean boxed = !element.isPrimitive() && PRIMITIVES.containsKey(of(element));
            return (boxed ? BOXED : "") + of(element) + "[]";
        }
        String name = NAMES.get(type);
        return name != null ? name : Names.of(type).orElse(ANY);
    }

    /** The primitive type of a name, or null. */
    static Class<?> primitive(String name) {
        return PRIMITIVES.get(name);
    }

    /** The box, or class of the JDK, that has this name, or null. */
    static Class<?> find(String name) {
        return CLASSES.get(name);
    }

    /** The name of the elements if this is the name of an array, or null. */
    static String element(String name) {
        return name.endsWith("[]") ? name.substring(0, name.length() - 2) : null;
    }

    /** Without the mark of an array of boxes. */
    static String unboxed(String name) {
        return name.startsWith(BOXED) ? name.substring(BOXED.length()) : null;
    }
}
