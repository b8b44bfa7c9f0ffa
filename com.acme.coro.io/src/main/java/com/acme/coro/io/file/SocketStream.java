package com.acme.coro.io.file;

import com.acme.coro.api.Handle;
import com.acme.coro.api.io.AsyncSocket;
import com.acme.coro.api.io.AsyncStream;
import com.acme.coro.io.stream.Pull;
import com.acme.coro.io.work.Deadline;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** A connection as a stream. The connection suspends its readers and writers itself. */
final class SocketStream implements AsyncStream {
    private final AsyncSocket socket;
    private final Pull intake;

    SocketStream(AsyncSocket socket, LongSupplier nanos) {
        this.socket = socket;
        this.intake = new Pull(String.valueOf(socket.remoteAddress()), nanos, this::receive);
    }

    private Optional<byte[]> receive(int most, Deadline deadline) {
        Optional<Duration> left = deadline.left();
        return left.isEmpty() ? socket.recv(most) : socket.recv(most, left.get());
    }

    @Override
    public Optional<Handle> under() {
        return Optional.of(socket);
    }

    @Override
    public Optional<byte[]> read(int most) {
        return intake.read(most);
    }

    @Override
    public Optional<byte[]> read(int most, Duration timeout) {
        return intake.read(most, timeout);
    }

    @Override
    public byte[] readExactly(int count) {
        return intake.readExactly(count);
    }

    @Override
    public byte[] readExactly(int count, Duration timeout) {
        return intake.readExactly(count, timeout);
    }

    @Override
    public byte[] readAll(int limit) {
        return intake.readAll(limit);
    }

    @Override
    public byte[] readAll(int limit, Duration timeout) {
        return intake.readAll(limit, timeout);
    }

    @Override
    public Optional<String> readLine(Charset charset, int limit) {
        return intake.readLine(charset, limit);
    }

    @Override
    public Optional<String> readLine(Charset charset, int limit, Duration timeout) {
        return intake.readLine(charset, limit, timeout);
    }

    @Override
    public void write(ByteBuffer data) {
        socket.sendAll(data);
    }

    @Override
    public void write(ByteBuffer data, Duration timeout) {
        socket.sendAll(data, timeout);
    }

    @Override
    public boolean isOpen() {
        return socket.isOpen();
    }

    @Override
    public void close() {
        socket.close();
    }

    @Override
    public String toString() {
        return "stream over " + socket;
    }
}
