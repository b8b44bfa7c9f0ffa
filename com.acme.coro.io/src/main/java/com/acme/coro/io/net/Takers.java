package com.acme.coro.io.net;

import com.acme.coro.api.io.EndOfStreamException;
import com.acme.coro.api.io.TooLongException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.Objects;
import java.util.Optional;

/** The ways to read. */
final class Takers {
    /** Length of a frame's head. */
    static final int HEAD = 4;

    /** The longest array that every JVM makes, less the head. */
    private static final int MOST = Integer.MAX_VALUE - 16;

    private static final byte[] LINE_END = {'\n'};

    private Takers() {}

    static Inbound.Taker<Optional<byte[]>> some(int most) {
        if (most < 1) throw new IllegalArgumentException("a read takes at least 1 byte: most=" + most);
        return in -> {
            int n = Math.min(most, in.available());
            if (n > 0) return Optional.of(in.take(n));
            in.check();
            return in.over() ? Optional.empty() : null;
        };
    }

    static Inbound.Taker<Integer> into(ByteBuffer buffer) {
        if (!buffer.hasRemaining()) throw new IllegalArgumentException("the buffer has no room: " + buffer);
        return in -> {
            int n = Math.min(buffer.remaining(), in.available());
            if (n > 0) {
                buffer.put(in.buffer(), in.first(), n);
                in.skip(n);
                return n;
            }
            in.check();
            return in.over() ? -1 : null;
        };
    }

    static Inbound.Taker<byte[]> exactly(int count, String where) {
        if (count < 0) throw new IllegalArgumentException("count must be 0 or more: count=" + count);
        return in -> {
            if (in.available() >= count) return in.take(count);
            in.check();
            if (in.over()) throw ended(count + " bytes", in.available(), where);
            in.wants(count);
            return null;
        };
    }

    private static EndOfStreamException ended(String wanted, int came, String where) {
        return new EndOfStreamException(
                "the stream from " + where + " ended after " + came + " bytes of " + wanted, where, came);
    }

    static Inbound.Taker<Optional<byte[]>> until(byte[] delimiter, int limit, String where) {
        Objects.requireNonNull(delimiter, "delimiter");
        if (delimiter.length == 0) throw new IllegalArgumentException("the delimiter must not be empty");
        if (limit < delimiter.length)
            throw new IllegalArgumentException("limit must be at least as long as the delimiter, which has "
                    + delimiter.length + " bytes: limit=" + limit);
        return new Until(delimiter.clone(), limit, where, false);
    }

    static Inbound.Taker<Optional<String>> line(Charset charset, int limit, String where) {
        Objects.requireNonNull(charset, "charset");
        if (limit < 1) throw new IllegalArgumentException("limit must be at least 1: limit=" + limit);
        var until = new Until(LINE_END, limit, where, true);
        return in -> {
            Optional<byte[]> line = until.take(in);
            return line == null ? null : line.map(bytes -> new String(bytes, 0, withoutEnd(bytes), charset));
        };
    }

    private static int withoutEnd(byte[] line) {
        int length = line.length;
        if (length > 0 && line[length - 1] == '\n') length--;
        else return length;
        return length > 0 && line[length - 1] == '\r' ? length - 1 : length;
    }

    static Inbound.Taker<Optional<byte[]>> frame(int limit, String where) {
        if (limit < 0) throw new IllegalArgumentException("limit must be 0 or more: limit=" + limit);
        return in -> {
            int have = in.available();
            if (have < HEAD) {
                in.check();
                if (in.over() && have == 0) return Optional.empty();
                if (in.over()) throw ended("a frame's head", have, where);
                in.wants(HEAD);
                return null;
            }
            long length = Integer.toUnsignedLong(
                    ByteBuffer.wrap(in.buffer(), in.first(), HEAD).getInt());
            if (length > Math.min(limit, MOST)) throw new TooLongException("a frame", where, length, limit);
            if (have - HEAD >= length) {
                in.skip(HEAD);
                return Optional.of(in.take((int) length));
            }
            in.check();
            if (in.over()) throw ended("a frame of " + length, have - HEAD, where);
            in.wants(HEAD + (int) length); // no more than MOST
            return null;
        };
    }

    /** Up to a delimiter; remembers how far it has looked. */
    private static final class Until implements Inbound.Taker<Optional<byte[]>> {
        private final byte[] delimiter;
        private final int limit;
        private final String where;
        private final boolean restIsOne;
        /** From where on to look, counted from the first byte that is there. */
        private int looked;

        Until(byte[] delimiter, int limit, String where, boolean restIsOne) {
            this.delimiter = delimiter;
            this.limit = limit;
            this.where = where;
            this.restIsOne = restIsOne;
        }

        @Override
        public Optional<byte[]> take(Inbound in) {
            int have = in.available();
            int length = find(in, Math.min(have, limit));
            if (length > 0) return Optional.of(in.take(length));
            if (have >= limit) throw new TooLongException(restIsOne ? "a line" : "a part", where, have, limit);
            in.check();
            if (in.over()) {
                if (have == 0) return Optional.empty();
                if (restIsOne) return Optional.of(in.take(have));
                throw ended("a part with its delimiter", have, where);
            }
            in.wants(have + 1);
            return null;
        }

        private int find(Inbound in, int end) {
            byte[] bytes = in.buffer();
            int first = in.first();
            int at = looked;
            for (; at + delimiter.length <= end; at++) {
                int i = 0;
                while (i < delimiter.length && bytes[first + at + i] == delimiter[i]) i++;
                if (i == delimiter.length) return at + delimiter.length;
            }
            looked = at;
            return 0;
        }
    }
}
