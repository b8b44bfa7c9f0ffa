package com.acme.coro.io.net;

import com.acme.coro.api.io.AsyncSocket;
import com.acme.coro.api.io.ConnectionLostException;
import com.acme.coro.api.io.IoClosedException;
import com.acme.coro.api.io.PartlySentException;
import com.acme.coro.api.io.TlsSession;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * A connection over TCP.
 *
 * <pre>
 * OPEN --close(), its owner's end--> CLOSED: reads and sends throw; what was sent still goes out
 *   |----end of the other side's stream----> reads end after the last byte; sends go on
 *   '----reset, a failure of TLS-----------> reads fail after the last byte, sends at once
 * </pre>
 */
final class Connection implements AsyncSocket, Link.End, Net.Open {
    private static final Duration FLUSH_GRACE = Duration.ofSeconds(10);

    private final Net net;
    private final Link link;
    private final String where;
    private final Inbound in;
    private final Outbound out;
    /** Closes this at its owner's end; what the scheduler knows of it. */
    private final AutoCloseable resource = () -> shut("its owner has ended");

    private final AtomicBoolean closed = new AtomicBoolean();
    /** Set before it begins; null without TLS. */
    private TlsLayer tls;
    /** Where it is kept while no coroutine owns it; guarded by this. */
    private Estate estate;
    /** Where it goes when a plain thread uses it. */
    private final Estate bundle;

    private volatile boolean taken;
    /** The output is to be closed when all has gone. Written before it is looked at under the lock of {@link #out}. */
    private volatile boolean closingOutput;
    /** It is over when all has gone. Written likewise. */
    private volatile boolean hangingUp;

    Connection(Net net, SocketChannel channel, Estate estate, Estate bundle) {
        this.net = net;
        this.link = net.links.link(channel, net.settings().byScheduler());
        this.estate = estate;
        this.bundle = bundle;
        this.where = Addresses.text(link.getRemoteAddress());
        int bound = net.settings().bytesPerConnection();
        in = new Inbound(net.parking, bound, "recv from " + where, link::pause);
        out = new Outbound(net.parking, link, bound, "send to " + where);
    }

    /** Lets bytes come and go. */
    void begin(Optional<TlsLayer.Start> start) {
        start.ifPresent(s -> tls = new TlsLayer(net, s, where, in, out, this::hangUp));
        net.opened(this);
        if (!estate.add(resource)) shut("its bundle has stopped");
        link.begin(this);
        if (tls != null) tls.begin();
    }

    // ---- what the mover tells

    @Override
    public void readable(SocketChannel channel, ByteBuffer buffer) {
        buffer.clear();
        int n;
        try {
            n = channel.read(buffer);
        } catch (IOException e) {
            broken(e);
            return;
        }
        if (n > 0) {
            buffer.flip();
            if (tls == null) in.add(buffer);
            else tls.received(buffer);
        } else if (n < 0) {
            link.pause(true);
            if (tls == null) in.end();
            else tls.ended();
        }
    }

    @Override
    public void sent(int bytes) {
        out.sent(bytes);
        if (out.queued() > 0) return;
        if (hangingUp) link.closeNow();
        else if (closingOutput) shutDownOutput();
    }

    @Override
    public void broken(Throwable why) {
        if (closed.get()) return;
        String said = why.getMessage() == null ? why.toString() : why.getMessage();
        fail(() -> new ConnectionLostException("the connection with " + where + " broke: " + said, where, why));
        link.closeNow();
    }

    private void fail(Supplier<? extends RuntimeException> why) {
        in.fail(why);
        out.end(why);
        if (tls != null) tls.lost(why);
    }

    @Override
    public void gone() {
        if (!closed.get())
            fail(() -> new ConnectionLostException("the connection with " + where + " broke", where, null));
        net.closed(this);
    }

    /** TLS is over, and nothing can be said any more. */
    private void hangUp() {
        hangingUp = true;
        if (out.queued() == 0) link.closeNow();
        else net.poller.after(FLUSH_GRACE.toNanos(), this::dropRest);
    }

    /** The other side has not read for long what was sent: a reset tells it that it has not got all. */
    private void dropRest() {
        if (out.queued() > 0) reset();
        link.closeNow();
    }

    private void reset() {
        try {
            link.getChannel().setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (ClosedChannelException gone) {
            return; // it has all gone, or the connection has
        } catch (IOException e) {
            net.complain("the connection with " + where + " cannot be reset, only closed", e);
        }
    }

    // ---- whose it is

    @Override
    public AsyncSocket take() {
        if (taken) return this;
        synchronized (this) {
            if (taken) return this;
            taken = true;
            Estate before = estate;
            estate = bundle;
            if (net.parking.own(resource, this)) {
                before.remove(resource);
            } else if (before != bundle) {
                before.remove(resource);
                if (!bundle.add(resource)) shut("its bundle has stopped");
            }
        }
        return this;
    }

    // ---- reading

    private <T> T read(Inbound.Taker<T> taker, long timeoutNanos) {
        if (!taken) take();
        return in.read(taker, timeoutNanos, net.time);
    }

    @Override
    public Optional<byte[]> recv(int most) {
        return read(Takers.some(most), Times.FOREVER);
    }

    @Override
    public Optional<byte[]> recv(int most, Duration timeout) {
        return read(Takers.some(most), Times.nanos(timeout));
    }

    @Override
    public int recv(ByteBuffer into) {
        return read(Takers.into(into), Times.FOREVER);
    }

    @Override
    public int recv(ByteBuffer into, Duration timeout) {
        return read(Takers.into(into), Times.nanos(timeout));
    }

    @Override
    public byte[] recvAll(int count) {
        return read(Takers.exactly(count, where), Times.FOREVER);
    }

    @Override
    public byte[] recvAll(int count, Duration timeout) {
        return read(Takers.exactly(count, where), Times.nanos(timeout));
    }

    @Override
    public Optional<byte[]> recvUntil(byte[] delimiter, int limit) {
        return read(Takers.until(delimiter, limit, where), Times.FOREVER);
    }

    @Override
    public Optional<byte[]> recvUntil(byte[] delimiter, int limit, Duration timeout) {
        return read(Takers.until(delimiter, limit, where), Times.nanos(timeout));
    }

    @Override
    public Optional<String> readLine(Charset charset, int limit) {
        return read(Takers.line(charset, limit, where), Times.FOREVER);
    }

    @Override
    public Optional<String> readLine(Charset charset, int limit, Duration timeout) {
        return read(Takers.line(charset, limit, where), Times.nanos(timeout));
    }

    @Override
    public Optional<byte[]> recvMsg(int limit) {
        return read(Takers.frame(limit, where), Times.FOREVER);
    }

    @Override
    public Optional<byte[]> recvMsg(int limit, Duration timeout) {
        return read(Takers.frame(limit, where), Times.nanos(timeout));
    }

    @Override
    public void suspendRead() {
        in.suspend();
    }

    @Override
    public void resumeRead() {
        in.resume();
    }

    // ---- sending

    @Override
    public int send(ByteBuffer data) {
        Objects.requireNonNull(data, "data");
        int before = data.remaining();
        if (before == 0) return 0;
        sendSome(data, Times.FOREVER, true);
        return before - data.remaining();
    }

    @Override
    public void sendAll(ByteBuffer data) {
        sendSome(Objects.requireNonNull(data, "data"), Times.FOREVER, false);
    }

    @Override
    public void sendAll(ByteBuffer data, Duration timeout) {
        sendSome(Objects.requireNonNull(data, "data"), Times.nanos(timeout), false);
    }

    @Override
    public void sendMsg(byte[] message) {
        sendSome(framed(message), Times.FOREVER, false);
    }

    @Override
    public void sendMsg(byte[] message, Duration timeout) {
        sendSome(framed(message), Times.nanos(timeout), false);
    }

    private static ByteBuffer framed(byte[] message) {
        return ByteBuffer.allocate(Takers.HEAD + message.length)
                .putInt(message.length)
                .put(message)
                .flip();
    }

    private void sendSome(ByteBuffer data, long timeoutNanos, boolean once) {
        if (!taken) take();
        net.parking.mayWait(false);
        int total = data.remaining();
        try {
            if (tls == null && out.takeAtOnce(data)) return;
        } catch (IOException e) {
            throw lost(e);
        }
        if (!once || data.remaining() == total) sendRest(data, total, timeoutNanos, once);
    }

    private void sendRest(ByteBuffer data, int total, long timeoutNanos, boolean once) {
        long deadline = timeoutNanos == Times.FOREVER ? 0 : net.time.nanos() + timeoutNanos;
        out.enter();
        try {
            if (tls != null && !tls.awaitOpen(timeoutNanos)) {
                throw new PartlySentException(
                        "time is up after " + Times.words(timeoutNanos) + ", in the handshake of TLS", where, 0, total);
            }
            while (data.hasRemaining()) {
                int before = data.remaining();
                if (tls == null) out.take(data, false);
                else if (out.hasRoom()) tls.send(data);
                if (!data.hasRemaining() || once && data.remaining() < before) return;
                long left = timeoutNanos == Times.FOREVER ? Times.FOREVER : Math.max(0, deadline - net.time.nanos());
                net.parking.mayWait(false); // the network may take all that it gets, for long
                if (!out.awaitRoom(left))
                    throw new PartlySentException(
                            "time is up after " + Times.words(timeoutNanos), where, total - data.remaining(), total);
            }
        } catch (IOException e) {
            throw lost(e);
        } finally {
            out.leave();
        }
    }

    private ConnectionLostException lost(IOException e) {
        broken(e);
        return new ConnectionLostException("the connection with " + where + " broke: " + e.getMessage(), where, e);
    }

    @Override
    public void closeOutput() {
        out.end(() -> new IoClosedException("the output to " + where + " was closed on this side", where));
        if (tls != null) tls.closeOutput();
        closingOutput = true;
        if (out.queued() == 0) shutDownOutput();
    }

    private void shutDownOutput() {
        if (tls != null) return; // it has said so in its own way
        try {
            link.getChannel().shutdownOutput();
        } catch (IOException e) {
            broken(e);
        }
    }

    // ---- the connection

    @Override
    public TlsSession handshake() {
        if (tls == null) throw new IllegalStateException("the connection with " + where + " has no TLS");
        if (!taken) take();
        tls.awaitOpen(Times.FOREVER);
        return tls.session();
    }

    /** As {@link #handshake}, for a time; what goes wrong closes the connection. */
    void handshake(long timeoutNanos) {
        if (tls == null) return;
        boolean done = false;
        try {
            if (!tls.awaitOpen(timeoutNanos)) tls.giveUp(timeoutNanos);
            done = true;
        } finally {
            if (!done) close();
        }
    }

    @Override
    public InetSocketAddress localAddress() {
        return link.getLocalAddress();
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return link.getRemoteAddress();
    }

    @Override
    public boolean isOpen() {
        return !closed.get();
    }

    @Override
    public void close() {
        if (closed.get() || net.parking.putOff(resource, () -> shut("closed"))) return;
        shut("closed on this side");
        net.parking.disown(resource);
    }

    @Override
    public void shut(String why) {
        if (!leave(why)) return;
        if (tls != null) tls.closeOutput();
        hangUp();
    }

    /** Lets nobody use it any more; false if that has been done. */
    private boolean leave(String why) {
        if (!closed.compareAndSet(false, true)) return false;
        Supplier<IoClosedException> told =
                () -> new IoClosedException("the connection with " + where + " is closed: " + why, where);
        in.close(told);
        out.end(told);
        if (tls != null) tls.over(told);
        Estate kept;
        synchronized (this) {
            kept = estate;
        }
        kept.remove(resource);
        return true;
    }

    @Override
    public void abort() {
        if (!leave("broken off on this side")) return;
        reset();
        link.closeNow();
        net.parking.disown(resource);
    }

    @Override
    public String toString() {
        return "connection " + Addresses.text(link.getLocalAddress()) + " with " + where;
    }
}
