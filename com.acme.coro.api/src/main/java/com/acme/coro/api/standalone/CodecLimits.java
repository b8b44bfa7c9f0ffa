package com.acme.coro.api.standalone;

/**
 * What a codec writes and reads at most. Checked before memory is taken.
 *
 * @param depth how deep values may be nested, 1..1000
 * @param bytes how long the bytes of a value may be, 1..1 GiB
 * @param text how long a text may be, in bytes, 1..1 GiB
 * @param digits how long a number may be, in bytes, 1..1 MiB
 * @param values of how many values one may consist, each element and component counted, 1..1 G
 */
public record CodecLimits(int depth, int bytes, int text, int digits, int values) {
    private static final int MANY = 1 << 30;
    private static final int MIB = 1 << 20;

    /** What holds without any configuration. */
    public static final CodecLimits DEFAULT = new CodecLimits(100, 16 * MIB, 16 * MIB, 1_000, MIB);

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    public CodecLimits {
        within("max.depth", depth, 1_000);
        within("max.bytes", bytes, MANY);
        within("max.text", text, MANY);
        within("max.digits", digits, MIB);
        within("max.values", values, MANY);
    }

    private static void within(String what, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(what + " must be within 1.." + most + ": " + value);
        }
    }
}
