package com.acme.coro.io.file;

import com.acme.coro.api.io.AsyncFile;
import com.acme.coro.api.io.AsyncSocket;
import com.acme.coro.api.io.IoClosedException;
import com.acme.coro.api.spi.Waiter;
import com.acme.coro.io.stream.Failures;
import com.acme.coro.io.stream.Intake;
import com.acme.coro.io.stream.OneAtATime;
import com.acme.coro.io.stream.Outflow;
import com.acme.coro.io.work.Belongings;
import com.acme.coro.io.work.Calls;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/**
 * An open file.
 *
 * <p>One with positions has one for reading and writing, which the intake keeps; a write empties the intake, and sets it to
 * where the write ended. One without (a pipe with a name, a terminal) is two streams that have nothing to do with each
 * other.
 */
final class DiskFile implements AsyncFile {
    private final Path path;
    private final FilesOfBundle.Opened opened;
    /** The one, if it has positions. */
    private final FileChannel channel;

    private final boolean regular;
    private final FilesOfProcess process;
    private final Belongings belongings;
    private final Calls calls;
    private final Intake intake;
    private final Outflow outflow;
    private final OneAtATime turn;
    /** Written once, by whoever closes it. */
    private volatile boolean closed;

    /** What a coroutine owns. */
    final AutoCloseable resource = this::end;

    DiskFile(Path path, FilesOfBundle.Opened opened, FilesOfProcess process, Belongings belongings, Calls calls) {
        this.path = path;
        this.opened = opened;
        this.channel = opened.reading();
        this.regular = opened.regular();
        this.process = process;
        this.belongings = belongings;
        this.calls = calls;
        this.turn = new OneAtATime("somebody else is reading or writing: " + path);
        Intake.Source source = regular ? this::readFrom : (into, at) -> channel.read(ByteBuffer.wrap(into));
        Outflow.Sink sink = regular && !opened.append() ? this::writeTo : (chunk, at) -> writeNext(chunk);
        this.intake =
                new Intake(path.toString(), process.parking, process.nanos, process.threads, !regular, List.of(source));
        this.outflow = new Outflow(path.toString(), process.parking, process.nanos, process.threads, sink);
    }

    private int readFrom(byte[] into, long position) throws IOException {
        return channel.read(ByteBuffer.wrap(into), position);
    }

    private void writeTo(ByteBuffer chunk, long position) throws IOException {
        long at = position;
        while (chunk.hasRemaining()) at += channel.write(chunk, at);
    }

    private void writeNext(ByteBuffer chunk) throws IOException {
        while (chunk.hasRemaining()) opened.writing().write(chunk);
    }

    @Override
    public Path path() {
        return path;
    }

    // ---- at the position

    @Override
    public Optional<byte[]> read(int most) {
        return reading(() -> intake.read(most));
    }

    @Override
    public Optional<byte[]> read(int most, Duration timeout) {
        return reading(() -> intake.read(most, timeout));
    }

    @Override
    public byte[] readExactly(int count) {
        return reading(() -> intake.readExactly(count));
    }

    @Override
    public byte[] readExactly(int count, Duration timeout) {
        return reading(() -> intake.readExactly(count, timeout));
    }

    @Override
    public byte[] readAll(int limit) {
        return reading(() -> intake.readAll(limit));
    }

    @Override
    public byte[] readAll(int limit, Duration timeout) {
        return reading(() -> intake.readAll(limit, timeout));
    }

    @Override
    public Optional<String> readLine(Charset charset, int limit) {
        return reading(() -> intake.readLine(charset, limit));
    }

    @Override
    public Optional<String> readLine(Charset charset, int limit, Duration timeout) {
        return reading(() -> intake.readLine(charset, limit, timeout));
    }

    private <T> T reading(Supplier<T> call) {
        if (!regular) return call.get();
        return alone(() -> {
            outflow.settle(); // a writer that went away may have left something on its way
            return call.get();
        });
    }

    @Override
    public void write(ByteBuffer data) {
        writing(() -> outflow.write(data));
    }

    @Override
    public void write(ByteBuffer data, Duration timeout) {
        writing(() -> outflow.write(data, timeout));
    }

    private void writing(Runnable call) {
        if (!regular) {
            call.run();
            return;
        }
        alone(() -> {
            outflow.position(intake.position());
            try {
                call.run();
            } finally {
                intake.reset(outflow.position());
            }
            return this;
        });
    }

    private <T> T alone(Supplier<T> call) {
        turn.enter();
        try {
            return call.get();
        } finally {
            turn.leave();
        }
    }

    @Override
    public long position() {
        return positions().position();
    }

    @Override
    public void seek(long position) {
        notNegative("position", position);
        Intake here = positions();
        alone(() -> {
            open();
            here.reset(position);
            return this;
        });
    }

    private Intake positions() {
        if (!regular) throw new IllegalStateException("it has no positions, it is not a regular file: " + path);
        return intake;
    }

    // ---- without the position

    @Override
    public long size() {
        return blocking("looking for the size", channel::size);
    }

    @Override
    public void truncate(long size) {
        notNegative("size", size);
        alone(() -> {
            outflow.settle();
            FileChannel done = blocking("truncating", () -> channel.truncate(size));
            intake.reset(intake.position());
            return done;
        });
    }

    @Override
    public void sync() {
        alone(() -> {
            outflow.settle();
            return blocking("syncing", () -> {
                channel.force(true);
                return true;
            });
        });
    }

    @Override
    public Optional<byte[]> readAt(long position, int most) {
        notNegative("position", position);
        if (most < 1) throw new IllegalArgumentException("most must be at least 1: " + most);
        positions();
        return blocking("reading", () -> {
            // not more than there is: who asks for a gigabyte of a small file gets that
            var into = ByteBuffer.allocate((int) Math.max(1, Math.min(most, channel.size() - position)));
            int count = channel.read(into, position);
            if (count < 0) return Optional.empty();
            byte[] read = new byte[count];
            into.flip().get(read);
            return Optional.of(read);
        });
    }

    @Override
    public void writeAt(long position, ByteBuffer data) {
        notNegative("position", position);
        positions();
        // a copy: the caller may be gone, and the buffer used for something else, before it is written
        ByteBuffer copy =
                ByteBuffer.allocate(data.remaining()).put(data.duplicate()).flip();
        blocking("writing", () -> {
            writeTo(copy, position);
            return true;
        });
        data.position(data.limit());
    }

    @Override
    public long sendTo(AsyncSocket socket, long position, long count) {
        Objects.requireNonNull(socket, "socket");
        notNegative("position", position);
        notNegative("count", count);
        positions();
        return new Sending(this::beginReading, count).send(socket, position, count);
    }

    private Waiter<Integer> beginReading(ByteBuffer into, long at) {
        open();
        String where = path.toString();
        return calls.begin(
                "reading", where, () -> channel.read(into, at), why -> Failures.of("reading failed", where, why));
    }

    private <T> T blocking(String what, Callable<T> call) {
        open();
        return calls.call(what, path.toString(), call, why -> Failures.of(what + " failed", path.toString(), why));
    }

    private void open() {
        if (closed) throw new IoClosedException("the file is closed: " + path, path.toString());
    }

    private static void notNegative(String what, long value) {
        if (value < 0) throw new IllegalArgumentException(what + " must not be negative: " + value);
    }

    // ---- its end

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public void close() {
        belongings.close(resource);
    }

    private void end() {
        if (closed) return;
        Waiter<Boolean> waiter = process.parking.waiter("closing " + path);
        // what has begun to be written is finished first, but nobody may ever take what goes into a pipe
        boolean mine = outflow.close("the file is closed", regular ? () -> shut(waiter) : () -> {});
        if (!mine) return;
        closed = true;
        intake.close("the file is closed");
        if (!regular) shut(waiter);
        belongings.gone(resource);
        waiter.await(() -> {});
        outflow.untold().filter(why -> regular).ifPresent(why -> {
            throw Failures.of("writing failed", path.toString(), why);
        });
    }

    private void shut(Waiter<Boolean> waiter) {
        try {
            process.threads.execute(() -> shutNow(waiter));
        } catch (RejectedExecutionException e) {
            shutNow(waiter);
        }
    }

    private void shutNow(Waiter<Boolean> waiter) {
        try {
            opened.close();
            waiter.complete(true);
        } catch (IOException e) {
            waiter.fail(Failures.of("closing failed", path.toString(), e));
        }
    }

    @Override
    public String toString() {
        return "file " + path;
    }
}
