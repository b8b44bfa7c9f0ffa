package com.acme.coro.codec.core;

import com.acme.coro.api.UnreadableException;

/**
 * One pass over the bytes of a value before a parser sees them: refuses whatever a {@link Writer} never writes, so that the
 * parser meets only what it reads in linear time. Of CBOR (RFC 8949) that leaves whole numbers, bytes, texts, lists, floats
 * of 32 and 64 bits, false, true and null, each of a length that is known.
 */
final class ByteScan {
    private static final int NUMBER = 0;
    private static final int NEGATIVE = 1;
    private static final int BYTES = 2;
    private static final int TEXT = 3;
    private static final int LIST = 4;
    private static final int SIMPLE = 7;

    private static final int FALSE = 20;
    private static final int NULL = 22;
    private static final int FLOAT = 26;
    private static final int DOUBLE = 27;

    private final byte[] in;
    /** For each list that is open, how many parts are still to come. */
    private final long[] open;

    private int at;
    private int depth;

    private ByteScan(byte[] in, int lists) {
        this.in = in;
        this.open = new long[lists];
    }

    /**
     * Looks at all bytes.
     *
     * @param in the bytes of one value
     * @param lists how deep lists may be nested
     * @throws UnreadableException if there is anything else than one value of these kinds
     */
    static void check(byte[] in, int lists) {
        new ByteScan(in, lists).all();
    }

    private void all() {
        if (in.length == 0) throw refused("there are none");
        do {
            item();
            while (depth > 0 && open[depth - 1] == 0) depth--;
        } while (depth > 0);
        if (at < in.length) throw refused("there is something behind the end of the value");
    }

    private void item() {
        if (depth > 0) open[depth - 1]--;
        if (at >= in.length) throw refused("they end too early");
        int head = in[at++] & 0xff;
        int more = head & 0x1f;
        switch (head >> 5) {
            case NUMBER, NEGATIVE -> length(more);
            case BYTES -> {
                int length = within(length(more)); // moves the place itself
                at += length;
            }
            case TEXT -> text(within(length(more)));
            case LIST -> list(length(more));
            case SIMPLE -> simple(more);
            default -> throw refused("there is a tag or a map, which no value is written with");
        }
    }

    /** The number behind a head; a negative one is one of more than 63 bits. */
    private long length(int more) {
        if (more < 24) return more;
        if (more > 27) throw refused("there is a length that is left open, or one of no kind that exists");
        int width = 1 << more - 24;
        if (width > in.length - at) throw refused("they end too early");
        long n = 0;
        for (int i = 0; i < width; i++) n = n << 8 | in[at++] & 0xff;
        return n;
    }

    private int within(long length) {
        if (length < 0 || length > in.length - at) throw refused("they end too early");
        return (int) length;
    }

    private void list(long parts) {
        // each part takes a byte at least
        if (parts < 0 || parts > in.length - at) throw refused("they end too early");
        if (depth == open.length) throw refused("lists are nested deeper than a value of max.depth has them");
        open[depth++] = parts;
    }

    private void simple(int more) {
        if (more == FLOAT || more == DOUBLE) length(more);
        else if (more < FALSE || more > NULL) throw refused("there is a simple value that no value is written with");
    }

    /** Well-formed UTF-8 (RFC 3629): the shortest form, no surrogates, nothing beyond Unicode. */
    private void text(int length) {
        int end = at + length;
        while (true) {
            at = afterAscii(at, end);
            if (at == end) return;
            int first = in[at++];
            int lead = first & 0xff;
            int more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
            if (lead < 0xc2 || lead > 0xf4 || more > end - at) throw malformed();
            int second = in[at] & 0xff;
            boolean wrong = lead == 0xe0 && second < 0xa0
                    || lead == 0xed && second > 0x9f
                    || lead == 0xf0 && second < 0x90
                    || lead == 0xf4 && second > 0x8f;
            for (int i = 0; i < more; i++) wrong |= (in[at++] & 0xc0) != 0x80;
            if (wrong) throw malformed();
        }
    }

    /** Most texts are nothing else. */
    private int afterAscii(int from, int end) {
        byte[] bytes = in;
        int i = from;
        while (i < end && bytes[i] >= 0) i++;
        return i;
    }

    private UnreadableException malformed() {
        return refused("there is a text that is no well-formed UTF-8");
    }

    private UnreadableException refused(String why) {
        return new UnreadableException("", "the value", "the bytes are damaged: " + why + " (byte " + at + ")");
    }
}
