package com.acme.coro.io.stream;

import com.acme.coro.api.io.AsyncInput;
import com.acme.coro.api.io.EndOfStreamException;
import com.acme.coro.api.io.TooLongException;
import com.acme.coro.io.work.Deadline;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How bytes are taken: so many, all, a line. Nothing is taken before everything that a call wants is here; so one that
 * ends early leaves it all to the next. Where they come from is the subclass's business.
 */
public abstract class Reading implements AsyncInput {
    final String where;
    final LongSupplier nanos;
    private final OneAtATime turn;

    // of the one who reads, see turn
    /** The byte order that a mark said; null while nothing did. */
    private Charset byMark;

    // guarded by this
    final Stock stock = new Stock();

    Reading(String where, LongSupplier nanos) {
        this.where = where;
        this.nanos = nanos;
        this.turn = new OneAtATime("somebody else is reading: " + where);
    }

    /**
     * Waits until bytes are in stock. By one at a time.
     *
     * @param enough how many must be
     * @param wanted how many may as well be
     * @param deadline until when
     * @return how many are; fewer than enough at the end only
     */
    abstract int fill(int enough, int wanted, Deadline deadline);

    @Override
    public Optional<byte[]> read(int most) {
        return read(most, Deadline.never());
    }

    @Override
    public Optional<byte[]> read(int most, Duration timeout) {
        return read(most, Deadline.in(timeout, nanos));
    }

    private Optional<byte[]> read(int most, Deadline deadline) {
        atLeast("most", most, 1);
        turn.enter();
        try {
            int there = fill(1, most, deadline);
            return there == 0 ? Optional.empty() : Optional.of(take(Math.min(there, most)));
        } finally {
            turn.leave();
        }
    }

    @Override
    public byte[] readExactly(int count) {
        return readExactly(count, Deadline.never());
    }

    @Override
    public byte[] readExactly(int count, Duration timeout) {
        return readExactly(count, Deadline.in(timeout, nanos));
    }

    private byte[] readExactly(int count, Deadline deadline) {
        atLeast("count", count, 0);
        turn.enter();
        try {
            int there = fill(count, count, deadline);
            if (there < count) {
                throw new EndOfStreamException(
                        "the end came after " + there + " of " + count + " bytes: " + where, where, there);
            }
            return take(count);
        } finally {
            turn.leave();
        }
    }

    @Override
    public byte[] readAll(int limit) {
        return readAll(limit, Deadline.never());
    }

    @Override
    public byte[] readAll(int limit, Duration timeout) {
        return readAll(limit, Deadline.in(timeout, nanos));
    }

    private byte[] readAll(int limit, Deadline deadline) {
        turn.enter();
        try {
            return take(all(limit, deadline));
        } finally {
            turn.leave();
        }
    }

    /**
     * Waits for the end, and takes nothing.
     *
     * @param limit how many bytes may come before it
     * @param deadline until when
     * @throws TooLongException if it is more
     */
    public void awaitEnd(int limit, Deadline deadline) {
        turn.enter();
        try {
            all(limit, deadline);
        } finally {
            turn.leave();
        }
    }

    private int all(int limit, Deadline deadline) {
        atLeast("limit", limit, 0);
        int enough = limit == Integer.MAX_VALUE ? limit : limit + 1;
        int there = fill(enough, enough, deadline);
        if (there > limit) throw new TooLongException("the rest", where, there, limit);
        return there;
    }

    @Override
    public Optional<String> readLine(Charset charset, int limit) {
        return readLine(charset, limit, Deadline.never());
    }

    @Override
    public Optional<String> readLine(Charset charset, int limit, Duration timeout) {
        return readLine(charset, limit, Deadline.in(timeout, nanos));
    }

    private Optional<String> readLine(Charset charset, int limit, Deadline deadline) {
        atLeast("limit", limit, 1);
        Lines lines = Lines.in(charset);
        turn.enter();
        try {
            int begin = 0;
            if (Lines.marked(charset)) {
                begin = mark(charset, deadline);
                lines = Lines.in(byMark);
            }
            return line(lines, begin, limit, deadline);
        } finally {
            turn.leave();
        }
    }

    /** Looks at the beginning for a byte order, and says how many bytes of the next line are a mark. */
    private int mark(Charset charset, Deadline deadline) {
        synchronized (this) {
            if (stock.position() > 0) {
                if (byMark == null) byMark = Lines.unmarked(charset);
                return 0;
            }
        }
        int length = Lines.markLength(charset);
        boolean whole = fill(length, length, deadline) >= length;
        Charset said = whole ? Lines.byMark(charset, peek(length)) : null;
        byMark = said == null ? Lines.unmarked(charset) : said;
        return said == null ? 0 : length;
    }

    private Optional<String> line(Lines lines, int begin, int limit, Deadline deadline) {
        int unit = lines.end().length;
        int seen = begin;
        for (; ; ) {
            int there;
            synchronized (this) {
                there = stock.count();
                int within = Math.min(there, limit);
                int length = stock.line(lines, seen, within);
                if (length >= 0) return Optional.of(stock.line(lines, begin, length, true));
                seen = Math.max(seen, begin + (within - begin) / unit * unit);
            }
            if (there > limit) throw new TooLongException("a line", where, there, limit);
            if (fill(there + 1, there + 1, deadline) <= there) return last(lines, begin, there);
        }
    }

    /** What is left at the end, perhaps nothing or a mark. */
    private synchronized Optional<String> last(Lines lines, int begin, int there) {
        if (there > begin) return Optional.of(stock.line(lines, begin, there, false));
        stock.skip(there);
        return Optional.empty();
    }

    private synchronized byte[] peek(int count) {
        return stock.peek(count);
    }

    private synchronized byte[] take(int count) {
        return stock.take(count);
    }

    private static void atLeast(String what, int value, int least) {
        if (value < least) throw new IllegalArgumentException(what + " must be at least " + least + ": " + value);
    }

    @Override
    public String toString() {
        return where;
    }
}
