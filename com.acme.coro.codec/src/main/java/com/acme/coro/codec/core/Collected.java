package com.acme.coro.codec.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Which of a few classes an optional, a collection or a map comes back as. */
final class Collected {
    private Collected() {}

    /** The code of a value. */
    static int code(Object value) {
        return switch (value) {
            case Optional<?> o -> Code.OPTIONAL;
            case LinkedList<?> l -> Code.LINKED_LIST;
            case List<?> l -> fixed(l) ? Code.FIXED_LIST : Code.LIST;
            case SortedSet<?> s -> Code.SORTED_SET;
            case Set<?> s -> fixed(s) ? Code.FIXED_SET : Code.SET;
            case SortedMap<?, ?> m -> Code.SORTED_MAP;
            case ConcurrentMap<?, ?> m -> Code.CONCURRENT_MAP;
            case Map<?, ?> m -> fixed(m) ? Code.FIXED_MAP : Code.MAP;
            case Deque<?> d -> Code.DEQUE;
            default -> Code.LIST;
        };
    }

    /** Why a value cannot be written although it is one of these; empty if it can. */
    static Optional<String> refused(Object value) {
        if (value instanceof Queue && !(value instanceof Deque)) {
            return Optional.of("a queue that is no Deque has an order that would be lost: copy it into a List");
        }
        Comparator<?> order = value instanceof SortedSet<?> s
                ? s.comparator()
                : value instanceof SortedMap<?, ?> m ? m.comparator() : null;
        return order == null || order == Comparator.naturalOrder()
                ? Optional.empty()
                : Optional.of("it has a comparator; only those in natural order can be written");
    }

    /** The class that a code comes back as. */
    static Class<?> type(int code) {
        return switch (code) {
            case Code.OPTIONAL -> Optional.class;
            case Code.LIST -> ArrayList.class;
            case Code.LINKED_LIST -> LinkedList.class;
            case Code.FIXED_LIST -> List.class;
            case Code.SET -> LinkedHashSet.class;
            case Code.FIXED_SET -> Set.class;
            case Code.SORTED_SET -> TreeSet.class;
            case Code.DEQUE -> ArrayDeque.class;
            case Code.MAP -> LinkedHashMap.class;
            case Code.FIXED_MAP -> Map.class;
            case Code.SORTED_MAP -> TreeMap.class;
            default -> ConcurrentHashMap.class;
        };
    }

    private static boolean fixed(Object value) {
        String name = value.getClass().getName();
        return name.startsWith("java.util.ImmutableCollections$")
                || name.startsWith("java.util.Collections$Unmodifiable")
                || name.startsWith("java.util.Collections$Empty")
                || name.startsWith("java.util.Collections$Singleton");
    }

    /** An empty collection to be filled, or null for a code that is none of a collection's. */
    static Collection<Object> collection(int code) {
        return switch (code) {
            case Code.LIST, Code.FIXED_LIST -> new ArrayList<>();
            case Code.LINKED_LIST -> new LinkedList<>();
            case Code.SET, Code.FIXED_SET -> new LinkedHashSet<>();
            case Code.SORTED_SET -> new TreeSet<>();
            case Code.DEQUE -> new ArrayDeque<>(1);
            default -> null;
        };
    }

    /** The class that a value comes back as, if it is one of these; otherwise its own. */
    static Class<?> typeAfter(Object value) {
        boolean container = value instanceof Collection || value instanceof Map;
        return container ? type(code(value)) : value.getClass();
    }

    /** Whether a code is that of an optional, a collection or a map. */
    static boolean isCode(int code) {
        return code >= Code.OPTIONAL && code <= Code.CONCURRENT_MAP;
    }

    /** Whether a collection or map of this code keeps its parts in nodes. */
    static boolean inNodes(int code) {
        return code != Code.LIST && code != Code.FIXED_LIST && code != Code.DEQUE && code != Code.OPTIONAL;
    }

    /** Whether one of this code is a hash table. */
    static boolean hashed(int code) {
        return inNodes(code) && code != Code.LINKED_LIST && code != Code.SORTED_SET && code != Code.SORTED_MAP;
    }

    /** An empty map to be filled, or null for a code that is none of a map's. */
    static Map<Object, Object> map(int code) {
        return switch (code) {
            case Code.MAP, Code.FIXED_MAP -> new LinkedHashMap<>();
            case Code.SORTED_MAP -> new TreeMap<>();
            case Code.CONCURRENT_MAP -> new ConcurrentHashMap<>();
            default -> null;
        };
    }

    /** What was filled, made immutable if it is one of those. */
    static Object finished(int code, Collection<Object> filled) {
        return switch (code) {
            case Code.FIXED_LIST ->
                filled.contains(null) ? Collections.unmodifiableList((List<Object>) filled) : List.copyOf(filled);
            case Code.FIXED_SET -> Collections.unmodifiableSet((Set<Object>) filled);
            default -> filled;
        };
    }

    static Object finished(int code, Map<Object, Object> filled) {
        return code == Code.FIXED_MAP ? Collections.unmodifiableMap(filled) : filled;
    }
}
