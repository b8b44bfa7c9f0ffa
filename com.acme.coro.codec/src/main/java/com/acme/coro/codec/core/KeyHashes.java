package com.acme.coro.codec.core;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The hash codes of the keys of one hash table. A table finds its place for a key among others of the same hash by comparing
 * it with each of them, unless all are of one class that has an order: strangers could choose keys that take hours. Starts
 * to count when the table is no longer small.
 */
final class KeyHashes {
    private static final int SMALL = 32;
    /** Classes that a table of the JDK keeps in order among equal hashes. */
    private static final Set<Class<?>> ORDERED = Set.of(
            String.class,
            Integer.class,
            Long.class,
            Short.class,
            Byte.class,
            Character.class,
            Boolean.class,
            Double.class,
            Float.class,
            BigInteger.class,
            BigDecimal.class,
            UUID.class,
            URI.class,
            Instant.class,
            Duration.class);

    private final Budget budget;
    private Class<?> only;
    private boolean several;
    private int keys;
    /** How many keys have a hash; null while the table is small, or its keys are in order. */
    private Map<Integer, Long> counts;

    KeyHashes(Budget budget) {
        this.budget = budget;
    }

    /**
     * Counts a key before it is put into the table.
     *
     * @param size how many values it consists of
     * @return false if the comparisons become too many
     */
    boolean add(Object key, long size) {
        if (key == null) return true;
        Class<?> type = key.getClass();
        if (type != only) {
            several |= only != null;
            only = type;
        }
        if (++keys <= SMALL || !several && ORDERED.contains(only)) return true;
        if (counts == null) counts = new HashMap<>();
        long equal = counts.merge(key.hashCode(), 1L, Long::sum) - 1;
        return equal == 0 || budget.compares(equal, Math.max(1, size));
    }
}
