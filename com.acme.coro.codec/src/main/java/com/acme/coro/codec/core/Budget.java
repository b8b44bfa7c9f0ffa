package com.acme.coro.codec.core;

import com.acme.coro.api.standalone.CodecLimits;

/**
 * What one value has taken of its limits, counted in the same way when it is written and when it is read, so that what was
 * written can be read. For one thread, once.
 *
 * <p>The memory is what the value takes on a 64-bit JVM with compressed references, rounded up: an estimate that does not
 * depend on the JVM, so that all processes agree.
 */
final class Budget {
    private static final int VALUE = 24;
    private static final int REFERENCE = 8;
    private static final int CONTAINER = 100;
    /** A node of a hash table or a tree, and its place in the table. */
    private static final int NODE = 64;
    /** How many comparisons of keys with equal hashes there may be for each value that is allowed. */
    private static final int COMPARISONS = 16;

    private final CodecLimits limits;
    private int values;
    private long memory;
    private long comparisons;

    Budget(CodecLimits limits) {
        this.limits = limits;
    }

    /** Counts a value. */
    boolean value() {
        memory += VALUE;
        return ++values <= limits.values() && memory <= limits.memory();
    }

    /** Counts more values to come, without taking them. */
    boolean hasRoomFor(long more) {
        return more <= limits.values() - values;
    }

    boolean text(int characters) {
        return takes(16 + 2L * characters);
    }

    boolean bytes(long bytes) {
        return takes(16 + bytes);
    }

    /** Counts a list, or anything else with references to parts in a row. */
    boolean list(long parts) {
        return takes(CONTAINER + REFERENCE * parts);
    }

    /** Counts a collection or map whose parts are in nodes. */
    boolean nodes(long parts) {
        return takes(CONTAINER + (long) NODE * parts);
    }

    /** Counts one part more of a list. */
    boolean reference() {
        return takes(REFERENCE);
    }

    /** Counts one part more of what has nodes. */
    boolean node() {
        return takes(NODE);
    }

    private boolean takes(long bytes) {
        memory += bytes;
        return memory <= limits.memory();
    }

    /** Counts comparisons of keys with equal hashes; each compares so many values. */
    boolean compares(long keys, long valuesEach) {
        long cost;
        try {
            cost = Math.multiplyExact(keys, valuesEach);
        } catch (ArithmeticException immense) {
            return false;
        }
        comparisons += cost;
        return comparisons >= 0 && comparisons <= (long) COMPARISONS * limits.values();
    }

    /** What there is to look at in a key that was read since an earlier mark: its values, and the comparisons in it. */
    long mark() {
        return values + comparisons;
    }

    /** Which limit is exceeded, as a sentence. */
    String reason() {
        if (values > limits.values()) return "it consists of more than max.values=" + limits.values() + " values";
        if (memory > limits.memory()) return "it takes more than max.memory=" + limits.memory() + " bytes of memory";
        return "its keys have so many equal hash codes that it takes more than " + COMPARISONS
                + " comparisons for each of max.values=" + limits.values();
    }
}
