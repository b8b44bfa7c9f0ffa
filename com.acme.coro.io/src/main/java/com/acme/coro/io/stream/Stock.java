package com.acme.coro.io.stream;

import java.util.Arrays;

/** Bytes that have come and that nobody has taken yet. Guarded by the {@link Reading} that has it. */
final class Stock {
    private static final int LARGE = 1 << 16;

    private byte[] bytes = new byte[0];
    private int from;
    private int to;
    /** Of the next byte that is taken. */
    private long position;

    int count() {
        return to - from;
    }

    /** How many bytes came before the next one that is taken, or from where it was set. */
    long position() {
        return position;
    }

    void append(byte[] chunk, int count) {
        int there = to - from;
        if (bytes.length - to < count) {
            byte[] larger = there + count <= bytes.length
                    ? bytes
                    : new byte[Math.max(there + count, (int) Math.min(Integer.MAX_VALUE - 8L, there * 2L))];
            System.arraycopy(bytes, from, larger, 0, there);
            bytes = larger;
            from = 0;
            to = there;
        }
        System.arraycopy(chunk, 0, bytes, to, count);
        to += count;
    }

    byte[] peek(int count) {
        return Arrays.copyOfRange(bytes, from, from + count);
    }

    byte[] take(int count) {
        byte[] taken = peek(count);
        skip(count);
        return taken;
    }

    void skip(int count) {
        from += count;
        position += count;
        if (from < to) return;
        from = to = 0;
        if (bytes.length > LARGE) bytes = new byte[0];
    }

    /** How long the first line is with its end, if that is within a range; -1 if it is not. */
    int line(Lines lines, int begin, int end) {
        int found = lines.find(bytes, from + begin, from + end);
        return found < 0 ? -1 : found - from;
    }

    /** Takes a line with what comes before it, and gives its text. */
    String line(Lines lines, int begin, int length, boolean ended) {
        String text = lines.text(bytes, from + begin, from + length, ended);
        skip(length);
        return text;
    }

    /** Drops what is here. */
    void drop() {
        bytes = new byte[0];
        from = to = 0;
    }

    /** Drops what is here, and goes to another position. */
    void reset(long at) {
        drop();
        position = at;
    }
}
