package com.acme.coro.api.standalone;

import java.util.List;

/**
 * What a codec writes and reads at most. Checked before memory is taken. Immutable: each method with an argument returns a changed
 * copy.
 */
public final class CodecLimits {
    private static final int MANY = 1 << 30;
    private static final int MIB = 1 << 20;

    /** What holds without any configuration. */
    public static final CodecLimits DEFAULT = new CodecLimits(100, 16 * MIB, 16 * MIB, 1_000, MIB, 64 * MIB);

    private final int depth;
    private final int bytes;
    private final int text;
    private final int digits;
    private final int values;
    private final int memory;

    private CodecLimits(int depth, int bytes, int text, int digits, int values, int memory) {
        this.depth = depth;
        this.bytes = bytes;
        this.text = text;
        this.digits = digits;
        this.values = values;
        this.memory = memory;
        within("max.depth", depth, 1_000);
        within("max.bytes", bytes, MANY);
        within("max.text", text, MANY);
        within("max.digits", digits, MIB);
        within("max.values", values, MANY);
        within("max.memory", memory, MANY);
    }

    private static void within(String what, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(what + " must be within 1.." + most + ": " + value);
        }
    }

    /**
     * How deep values may be nested.
     *
     * @return a number of levels; 100 at first
     */
    public int depth() {
        return depth;
    }

    /**
     * Limits how deep values may be nested.
     *
     * @param levels within 1..1000
     * @return a changed copy
     * @throws IllegalArgumentException if that is out of its range
     */
    public CodecLimits depth(int levels) {
        return new CodecLimits(levels, bytes, text, digits, values, memory);
    }

    /**
     * How long the bytes of a value may be.
     *
     * @return a number of bytes; 16 MiB at first
     */
    public int bytes() {
        return bytes;
    }

    /**
     * Limits the bytes of a value.
     *
     * @param most within 1..1 GiB
     * @return a changed copy
     * @throws IllegalArgumentException if that is out of its range
     */
    public CodecLimits bytes(int most) {
        return new CodecLimits(depth, most, text, digits, values, memory);
    }

    /**
     * How long a text may be.
     *
     * @return a number of bytes; 16 MiB at first
     */
    public int text() {
        return text;
    }

    /**
     * Limits the length of a text.
     *
     * @param most in bytes, within 1..1 GiB
     * @return a changed copy
     * @throws IllegalArgumentException if that is out of its range
     */
    public CodecLimits text(int most) {
        return new CodecLimits(depth, bytes, most, digits, values, memory);
    }

    /**
     * How long a number may be.
     *
     * @return a number of bytes; 1000 at first
     */
    public int digits() {
        return digits;
    }

    /**
     * Limits the length of a number.
     *
     * @param most in bytes, within 1..1 MiB
     * @return a changed copy
     * @throws IllegalArgumentException if that is out of its range
     */
    public CodecLimits digits(int most) {
        return new CodecLimits(depth, bytes, text, most, values, memory);
    }

    /**
     * The maximum number of values in one, each element and component counted.
     *
     * @return a number of values; 1 Mi at first
     */
    public int values() {
        return values;
    }

    /**
     * Limits the number of values in one, each element and component counted.
     *
     * @param most within 1..1 Gi
     * @return a changed copy
     * @throws IllegalArgumentException if that is out of its range
     */
    public CodecLimits values(int most) {
        return new CodecLimits(depth, bytes, text, digits, most, memory);
    }

    /**
     * How much memory a value may take when it is read: an estimate that all processes share.
     *
     * @return a number of bytes; 64 MiB at first
     */
    public int memory() {
        return memory;
    }

    /**
     * Limits the memory that a value may take when it is read.
     *
     * @param most in bytes, within 1..1 GiB
     * @return a changed copy
     * @throws IllegalArgumentException if that is out of its range
     */
    public CodecLimits memory(int most) {
        return new CodecLimits(depth, bytes, text, digits, values, most);
    }

    private List<Object> all() {
        return List.of(depth, bytes, text, digits, values, memory);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CodecLimits spec && all().equals(spec.all());
    }

    @Override
    public int hashCode() {
        return all().hashCode();
    }

    @Override
    public String toString() {
        return "CodecLimits[depth=" + depth + ", bytes=" + bytes + ", text=" + text + ", digits=" + digits + ", values="
                + values + ", memory=" + memory + "]";
    }
}
