package com.acme.coro.io.stream;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

/**
 * How lines look in a charset.
 *
 * @param charset what decodes them
 * @param end a line's end; its length is that of the charset's units, and lines are a multiple of it
 */
record Lines(Charset charset, byte[] end) {
    /** Charsets whose byte order is said by a mark at the beginning: each with the one for the other order. */
    private static final Map<String, Marks> MARKED = Map.of(
            "UTF-16", new Marks("UTF-16BE", new byte[] {(byte) 0xFE, (byte) 0xFF}, "UTF-16LE"),
            "UTF-32", new Marks("UTF-32BE", new byte[] {0, 0, (byte) 0xFE, (byte) 0xFF}, "UTF-32LE"));

    /** A mark, the highest byte first, and the charset with that order; the reverse of the mark says the other one. */
    private record Marks(String highFirst, byte[] mark, String lowFirst) {}

    /**
     * In a charset of a known byte order.
     *
     * @throws IllegalArgumentException if it cannot encode a line's end
     */
    static Lines in(Charset charset) {
        Objects.requireNonNull(charset, "charset");
        if (!charset.canEncode()) {
            throw new IllegalArgumentException(
                    "charset must be one that can encode a line's end: charset=" + charset.name());
        }
        byte[] one = "\n".getBytes(charset);
        int unit = "\n\n".getBytes(charset).length - one.length;
        return new Lines(charset, Arrays.copyOfRange(one, one.length - unit, one.length));
    }

    /** Whether it takes a look at the beginning to know the order. */
    static boolean marked(Charset charset) {
        return MARKED.containsKey(charset.name());
    }

    /** How long the mark is. */
    static int markLength(Charset charset) {
        return MARKED.get(charset.name()).mark.length;
    }

    /** What the beginning of an input says; null if there is no mark. */
    static Charset byMark(Charset charset, byte[] beginning) {
        Marks marks = MARKED.get(charset.name());
        if (Arrays.equals(beginning, marks.mark)) return Charset.forName(marks.highFirst);
        byte[] reverse = new byte[marks.mark.length];
        for (int i = 0; i < reverse.length; i++) reverse[i] = marks.mark[reverse.length - 1 - i];
        return Arrays.equals(beginning, reverse) ? Charset.forName(marks.lowFirst) : null;
    }

    /** The order where there is no mark. */
    static Charset unmarked(Charset charset) {
        return Charset.forName(MARKED.get(charset.name()).highFirst);
    }

    /** Index behind the first line's end within a range; -1 if there is none. */
    int find(byte[] bytes, int from, int to) {
        int unit = end.length;
        if (unit == 1) {
            for (int i = from; i < to; i++) if (bytes[i] == end[0]) return i + 1;
            return -1;
        }
        for (int i = from; i + unit <= to; i += unit) {
            if (Arrays.equals(bytes, i, i + unit, end, 0, unit)) return i + unit;
        }
        return -1;
    }

    /** The text of a line, without its end. */
    String text(byte[] bytes, int from, int to, boolean ended) {
        String line = new String(bytes, from, to - from - (ended ? end.length : 0), charset);
        return ended && line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }
}
