package com.acme.coro.codec.core;

import java.io.OutputStream;
import java.util.Arrays;

/** Takes bytes up to a limit. */
final class BoundedBytes extends OutputStream {
    /** More came. */
    static final class Full extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Full() {
            super("more bytes than allowed", null, false, false);
        }
    }

    private static final int FIRST = 256;

    private final int limit;
    private byte[] bytes;
    private int count;

    BoundedBytes(int limit) {
        this.limit = limit;
        this.bytes = new byte[Math.min(limit, FIRST)];
    }

    @Override
    public void write(int b) {
        room(1);
        bytes[count++] = (byte) b;
    }

    @Override
    public void write(byte[] from, int offset, int length) {
        room(length);
        System.arraycopy(from, offset, bytes, count, length);
        count += length;
    }

    private void room(int more) {
        if (more > limit - count) throw new Full();
        if (count + more <= bytes.length) return;
        long twice = Math.max(2L * bytes.length, count + (long) more);
        bytes = Arrays.copyOf(bytes, (int) Math.min(twice, limit));
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, count);
    }
}
