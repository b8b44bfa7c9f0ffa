package com.acme.coro.io.net;

import com.acme.coro.api.io.ConnectionLostException;
import com.acme.coro.api.io.HandshakeException;
import com.acme.coro.api.io.HandshakeException.Reason;
import com.acme.coro.api.io.TlsSession;
import com.acme.coro.api.spi.Waiter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/**
 * TLS between the network and what a connection keeps.
 *
 * <pre>
 * HANDSHAKING --all agreed--> OPEN --close_notify, an error--> OVER
 *      '------an error, the time-------------------------------^
 * </pre>
 *
 * The handshake computes on a helper thread, so that it holds up nobody whose bytes the same mover moves; what comes
 * meanwhile is put aside for it. Afterwards what comes is decrypted on the mover's thread, and what goes is encrypted on the sender's.
 */
final class TlsLayer {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final byte HANDSHAKE = 22;
    private static final byte ALERT = 21;
    /** Who sends more before the handshake is over on this side is not listened to for a while. */
    private static final int MOST_PENDING = 1 << 16;

    /**
     * What it begins with.
     *
     * @param engine of this side
     * @param asked the name that the other side asks for, if this one is the server
     * @param timeoutNanos for the handshake
     */
    record Start(SSLEngine engine, Optional<AskedName> asked, long timeoutNanos) {}

    private enum State {
        HANDSHAKING,
        OPEN,
        OVER
    }

    private final Net net;
    private final Start start;
    private final SSLEngine engine;
    private final boolean server;
    private final String where;
    private final Inbound in;
    private final Outbound out;
    private final Runnable hangUp;
    private final long timeoutNanos;

    private final Arrivals arrivals = new Arrivals();

    // all guarded by this
    /** Bytes of a record that is not complete; ready to be read. */
    private ByteBuffer pending = NOTHING;

    private final List<Waiter<Boolean>> waiting = new ArrayList<>(1);
    /** Ends the handshake if it takes too long. */
    private Optional<Poller.Due> limit = Optional.empty();

    private boolean begun;
    private boolean anyBytes;
    private boolean anyData;
    private Optional<TlsSession> session = Optional.empty();
    private Supplier<? extends RuntimeException> failure;

    /** Written under the lock. */
    private volatile State state = State.HANDSHAKING;

    TlsLayer(Net net, Start start, String where, Inbound in, Outbound out, Runnable hangUp) {
        this.net = net;
        this.start = start;
        this.engine = start.engine();
        this.server = start.asked().isPresent();
        this.timeoutNanos = start.timeoutNanos();
        this.where = where;
        this.in = in;
        this.out = out;
        this.hangUp = hangUp;
    }

    void begin() {
        synchronized (this) {
            if (state == State.HANDSHAKING) {
                limit = Optional.of(
                        net.poller.after(timeoutNanos, () -> net.limits.execute(() -> tooSlow(timeoutNanos))));
            }
        }
        net.helpers.execute(this::progress);
    }

    private synchronized void tooSlow(long nanos) {
        if (state == State.HANDSHAKING) fail(Reason.TIMED_OUT, "took longer than " + Times.words(nanos), null);
    }

    // ---- the handshake

    /** Waits for the end of the handshake. False when the caller's time is up; the handshake goes on. */
    boolean awaitOpen(long callerNanos) {
        if (state == State.OPEN) return true;
        Waiter<Boolean> waiter = net.parking.waiter("the handshake with " + where);
        synchronized (this) {
            if (agreed()) return true;
            waiting.add(waiter);
        }
        if (callerNanos == Times.FOREVER) waiter.await(() -> withdraw(waiter));
        else if (waiter.await(Duration.ofNanos(callerNanos), () -> withdraw(waiter))
                .isEmpty()) return false;
        synchronized (this) {
            return agreed();
        }
    }

    /** Ends it if it has not come about by now. */
    synchronized void giveUp(long nanos) {
        tooSlow(nanos);
        agreed();
    }

    /** Whether the handshake came about; also if the other side has said goodbye since. */
    private boolean agreed() {
        if (state != State.OPEN && failure != null) throw failure.get();
        return session.isPresent();
    }

    private synchronized void withdraw(Waiter<Boolean> waiter) {
        waiting.remove(waiter);
    }

    synchronized TlsSession session() {
        return session.orElseThrow();
    }

    /** Goes as far as it can. On a helper. */
    private void progress() {
        synchronized (this) {
            if (state == State.OVER) return;
            try {
                boolean ended = arrivals.ended(); // before the last of it is taken
                keep(arrivals.take());
                if (pending.hasRemaining() && !anyBytes && !startsTls()) return;
                if (!begun) engine.beginHandshake();
                begun = true;
                advance();
                if (state == State.OPEN && pending.hasRemaining()) decrypt(NOTHING);
                if (pending.remaining() < MOST_PENDING) in.hold(false);
                if (ended && state != State.OVER) endOfInput();
            } catch (IOException | RuntimeException e) {
                failed(e);
            }
        }
    }

    private void advance() throws IOException {
        while (state == State.HANDSHAKING) {
            switch (engine.getHandshakeStatus()) {
                case NEED_WRAP -> wrap(NOTHING);
                case NEED_TASK -> runTasks();
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    if (!unwrapOne()) return;
                }
                case FINISHED, NOT_HANDSHAKING -> open();
            }
        }
    }

    private void runTasks() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) task.run();
    }

    /** Reads one record of the handshake; false if it is not all there. */
    private boolean unwrapOne() throws SSLException {
        ByteBuffer data = net.buffers.get(engine.getSession().getApplicationBufferSize());
        try {
            SSLEngineResult result = engine.unwrap(pending, data);
            deliver(data);
            if (result.getHandshakeStatus() == HandshakeStatus.FINISHED) open();
            if (result.getStatus() == Status.CLOSED) throw new SSLException("closed by the other side");
            return result.getStatus() != Status.BUFFER_UNDERFLOW
                    && (result.bytesConsumed() > 0 || engine.getHandshakeStatus() != HandshakeStatus.NEED_UNWRAP);
        } finally {
            net.buffers.put(data);
        }
    }

    private void open() {
        if (state != State.HANDSHAKING) return;
        session = Optional.of(TlsFacts.of(engine, start.asked().flatMap(AskedName::name)));
        state = State.OPEN;
        tell();
    }

    private void tell() {
        limit.ifPresent(Poller.Due::cancel);
        limit = Optional.empty();
        waiting.forEach(w -> w.complete(true));
        waiting.clear();
    }

    // ---- what comes

    /** Bytes from the network. On the mover's thread, which waits for no helper: it has others to serve. */
    void received(ByteBuffer bytes) {
        if (state == State.HANDSHAKING) {
            if (arrivals.add(bytes) >= MOST_PENDING) in.hold(true);
            net.helpers.execute(this::progress);
            return;
        }
        synchronized (this) {
            if (state == State.OVER) return;
            try {
                keep(arrivals.take()); // came before, and no helper has got round to it
                decrypt(bytes);
            } catch (IOException | RuntimeException e) {
                failed(e);
            }
        }
    }

    /** Looks at the first byte; says so if it is not of TLS. */
    private boolean startsTls() {
        anyBytes = true;
        byte first = pending.get(pending.position());
        if (first == HANDSHAKE || first == ALERT) return true;
        fail(Reason.NOT_TLS, "it does not speak TLS: its first byte is " + (first & 0xff), null);
        return false;
    }

    private void keep(ByteBuffer more) {
        pending = Arrivals.joined(pending, more);
    }

    private void decrypt(ByteBuffer more) throws IOException {
        ByteBuffer source = more;
        if (pending.hasRemaining()) {
            keep(more);
            source = pending;
        }
        ByteBuffer data = net.buffers.get(engine.getSession().getApplicationBufferSize());
        try {
            boolean goesOn = true;
            while (goesOn && source.hasRemaining() && state == State.OPEN) goesOn = unwrap(source, data);
        } finally {
            net.buffers.put(data);
        }
        if (source.hasRemaining() && source != pending) {
            pending = NOTHING;
            keep(source);
        } else if (!source.hasRemaining()) {
            pending = NOTHING;
        }
    }

    /** Decrypts one record; false if it is not all there. */
    private boolean unwrap(ByteBuffer source, ByteBuffer data) throws IOException {
        SSLEngineResult result = engine.unwrap(source, data);
        deliver(data);
        HandshakeStatus next = result.getHandshakeStatus();
        if (next == HandshakeStatus.NEED_TASK) runTasks();
        if (next == HandshakeStatus.NEED_WRAP) answer(result);
        switch (result.getStatus()) {
            case BUFFER_UNDERFLOW -> {
                return false;
            }
            case BUFFER_OVERFLOW -> throw new SSLException("a record is too long");
            case CLOSED -> {
                state = State.OVER;
                in.end();
                out.end(() -> new ConnectionLostException(
                        "nothing can be sent to " + where + ": it has ended TLS, in both directions", where, null));
                return false;
            }
            case OK -> {
                return result.bytesConsumed() > 0 || next == HandshakeStatus.NEED_WRAP;
            }
        }
        return false;
    }

    /** The protocol has something to say by itself, because of what came. */
    private void answer(SSLEngineResult result) throws IOException {
        if (result.getStatus() == Status.OK && engine.getSession().getProtocol().equals("TLSv1.2")) {
            throw new SSLException("the other side wants to negotiate anew, which is not done");
        }
        wrap(NOTHING);
        if (out.overflows()) throw new SSLException("the other side does not read the answers that it asks for");
    }

    private void deliver(ByteBuffer data) {
        if (data.position() == 0) return;
        anyData = true;
        in.add(data.flip());
        data.clear();
    }

    /** The network's stream has ended. On the mover's thread. */
    void ended() {
        arrivals.end();
        if (state == State.HANDSHAKING) {
            net.helpers.execute(this::progress);
            return;
        }
        synchronized (this) {
            if (state == State.OVER) return;
            try {
                keep(arrivals.take());
                decrypt(NOTHING);
                if (state != State.OVER) endOfInput();
            } catch (IOException | RuntimeException e) {
                failed(e);
            }
        }
    }

    private void endOfInput() {
        if (state == State.HANDSHAKING) {
            fail(Reason.CLOSED_BY_PEER, "the other side closed the connection", null);
        } else {
            // it may have been cut off: TLS says so when it is over
            over(() -> new ConnectionLostException(
                    "the stream from " + where + " was cut off: it ended without the end that TLS has", where, null));
        }
    }

    // ---- what goes

    /** Encrypts some, and hands it on. On the sender's thread, when it is open. */
    void send(ByteBuffer data) throws IOException {
        synchronized (this) {
            if (failure != null) throw failure.get();
            wrap(data);
        }
    }

    private void wrap(ByteBuffer data) throws IOException {
        ByteBuffer record = net.buffers.get(engine.getSession().getPacketBufferSize());
        try {
            SSLEngineResult result = engine.wrap(data, record);
            if (record.position() > 0) out.take(record.flip(), true);
            if (result.getHandshakeStatus() == HandshakeStatus.FINISHED) open();
        } finally {
            net.buffers.put(record);
        }
    }

    /** Says that no more will be sent. */
    synchronized void closeOutput() {
        engine.closeOutbound();
        sayGoodbye();
    }

    /** What the engine has to say at the end, perhaps an alert. */
    private void sayGoodbye() {
        try {
            for (int i = 0; i < 4 && engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP; i++) wrap(NOTHING);
        } catch (IOException e) {
            return; // the network is gone already; why the connection is over is known
        } catch (RuntimeException e) {
            net.complain("the end of TLS could not be sent to " + where, e);
        }
    }

    // ---- what goes wrong

    private void failed(Exception e) {
        if (state == State.HANDSHAKING || !server && !anyData) {
            // a client of TLS 1.3 believes that all is well until it hears of the server's refusal
            Optional<String> refusal = TlsFacts.refusal(e);
            boolean late = state == State.OPEN;
            if (!late || refusal.isPresent()) {
                fail(TlsFacts.reason(e, server), refusal.orElseGet(() -> TlsFacts.words(e, server)), e);
                return;
            }
        }
        String said = TlsFacts.words(e, server);
        over(() -> new ConnectionLostException("TLS with " + where + " failed: " + said, where, e));
        sayGoodbye();
        hangUp.run();
    }

    private synchronized void fail(Reason reason, String why, Exception cause) {
        if (state == State.OVER) return;
        String side = server ? "client " : "server ";
        over(() -> new HandshakeException("no TLS with " + side + where + ": " + why, where, reason, cause));
        sayGoodbye();
        hangUp.run();
    }

    /** The network's connection broke. Waits for no helper. */
    void lost(Supplier<? extends RuntimeException> why) {
        if (state == State.HANDSHAKING) net.helpers.execute(() -> over(why));
        else over(why);
    }

    /** The connection is over, for a reason that is known. */
    synchronized void over(Supplier<? extends RuntimeException> why) {
        if (failure == null) failure = why;
        state = State.OVER;
        in.fail(why);
        out.end(why);
        tell();
    }
}
