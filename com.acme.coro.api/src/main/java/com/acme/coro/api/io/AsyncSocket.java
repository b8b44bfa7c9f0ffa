package com.acme.coro.api.io;

import com.acme.coro.api.Handle;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A connection over TCP, plain or with TLS. Bytes in and bytes out.
 *
 * <p>Calls that wait suspend a coroutine and block a plain thread. One may read while another one writes; a second reader
 * or writer gets an {@link IllegalStateException}. A read that ends early, by its time, a raise, a termination or a swap,
 * leaves what has come to the next one, on this side of a swap or the other; reads are swap points, sends are finished
 * first. An empty {@code Optional} is the end of the stream; a time that is up is a {@link
 * com.acme.coro.api.CoroTimeoutException}.
 *
 * <p>The bytes that a connection keeps in memory are bounded ({@code bytes.per.connection}), in each direction: while the
 * reader is slow no more is taken from the network, and a sender whose other side is slow is suspended. What a {@code
 * send} has taken is sent without anybody's doing, also if {@code close} follows.
 *
 * <p>It belongs to the coroutine that made it or first waited on it, ends with that, and goes to the next version with a
 * state that has it.
 */
@ProviderType
public interface AsyncSocket extends Handle, AutoCloseable {
    /** How long a frame may be where a call says nothing else: 1 MiB. */
    int MESSAGE_LIMIT = 1 << 20;

    /** How long a line may be where a call says nothing else, in bytes: 64 KiB. */
    int LINE_LIMIT = 1 << 16;

    // ---- reading

    /**
     * Waits for bytes.
     *
     * @param most how many to take, at least 1
     * @return 1 to {@code most} bytes; empty at the end of the stream
     * @throws ConnectionLostException if it broke
     * @throws IoClosedException if it is closed on this side, before or meanwhile
     */
    Optional<byte[]> recv(int most);

    /**
     * As {@link #recv(int)}, for a time.
     *
     * @param most how many to take, at least 1
     * @param timeout how long; zero takes what is there
     * @return 1 to {@code most} bytes; empty at the end of the stream
     * @throws com.acme.coro.api.CoroTimeoutException when the time is up
     */
    Optional<byte[]> recv(int most, Duration timeout);

    /**
     * As {@link #recv(int)}, into a buffer of the caller's.
     *
     * @param into has room for at least one byte
     * @return how many bytes were put there, at least 1; -1 at the end of the stream
     */
    int recv(ByteBuffer into);

    /**
     * As {@link #recv(ByteBuffer)}, for a time.
     *
     * @param into has room for at least one byte
     * @param timeout how long; zero takes what is there
     * @return how many bytes were put there, at least 1; -1 at the end of the stream
     * @throws com.acme.coro.api.CoroTimeoutException when the time is up
     */
    int recv(ByteBuffer into, Duration timeout);

    /**
     * Waits for a number of bytes.
     *
     * @param count how many, 0 or more; held in memory until all are there
     * @return exactly so many
     * @throws EndOfStreamException if the stream ends before; what came can still be read
     */
    byte[] recvAll(int count);

    /**
     * As {@link #recvAll(int)}, for a time.
     *
     * @param count how many, 0 or more
     * @param timeout how long
     * @return exactly so many
     * @throws EndOfStreamException if the stream ends before; what came can still be read
     * @throws com.acme.coro.api.CoroTimeoutException when the time is up; what came can still be read
     */
    byte[] recvAll(int count, Duration timeout);

    /**
     * Waits for a delimiter.
     *
     * @param delimiter at least one byte
     * @param limit how many bytes may come with the delimiter
     * @return everything up to and with the delimiter; empty at the end of the stream
     * @throws TooLongException if it is not within the limit
     * @throws EndOfStreamException if the stream ends after something and before a delimiter; that can still be read
     */
    Optional<byte[]> recvUntil(byte[] delimiter, int limit);

    /**
     * As {@link #recvUntil(byte[], int)}, for a time.
     *
     * @param delimiter at least one byte
     * @param limit how many bytes may come with the delimiter
     * @param timeout how long
     * @return everything up to and with the delimiter; empty at the end of the stream
     * @throws com.acme.coro.api.CoroTimeoutException when the time is up; what came can still be read
     */
    Optional<byte[]> recvUntil(byte[] delimiter, int limit, Duration timeout);

    /**
     * Waits for a line.
     *
     * @param charset one in which a line ends with the byte 10, as UTF-8 and ISO 8859-1; not UTF-16
     * @param limit how many bytes may come with the line's end
     * @return the line without its end (LF, or CR LF); the last one may have none; empty at the end of the stream
     * @throws TooLongException if it is not within the limit
     */
    Optional<String> readLine(Charset charset, int limit);

    /**
     * As {@link #readLine(Charset, int)}, for a time.
     *
     * @param charset one in which a line ends with the byte 10
     * @param limit how many bytes may come with the line's end
     * @param timeout how long
     * @return the line without its end; empty at the end of the stream
     * @throws com.acme.coro.api.CoroTimeoutException when the time is up; what came can still be read
     */
    Optional<String> readLine(Charset charset, int limit, Duration timeout);

    /**
     * Waits for a line in UTF-8 of at most {@link #LINE_LIMIT} bytes.
     *
     * @return the line without its end; empty at the end of the stream
     */
    default Optional<String> readLine() {
        return readLine(StandardCharsets.UTF_8, LINE_LIMIT);
    }

    /**
     * Waits for a frame: four bytes of length, the highest first, and so many bytes.
     *
     * @param limit how long it may be
     * @return what is in it, perhaps nothing; empty at the end of the stream
     * @throws TooLongException if a longer one is announced; nothing of it is taken, and memory is not either
     * @throws EndOfStreamException if the stream ends within a frame
     */
    Optional<byte[]> recvMsg(int limit);

    /**
     * As {@link #recvMsg(int)}, for a time.
     *
     * @param limit how long it may be
     * @param timeout how long to wait
     * @return what is in it; empty at the end of the stream
     * @throws com.acme.coro.api.CoroTimeoutException when the time is up; what came can still be read
     */
    Optional<byte[]> recvMsg(int limit, Duration timeout);

    /**
     * Waits for a frame of at most {@link #MESSAGE_LIMIT} bytes.
     *
     * @return what is in it; empty at the end of the stream
     */
    default Optional<byte[]> recvMsg() {
        return recvMsg(MESSAGE_LIMIT);
    }

    /** Takes no more from the network than what has come, until {@link #resumeRead()}. Reads still get that. */
    void suspendRead();

    /** Takes from the network again. */
    void resumeRead();

    // ---- writing

    /**
     * Sends what there is room for, and waits until that is at least one byte.
     *
     * @param data from its position on, which moves on by what was taken
     * @return how many bytes were taken
     * @throws ConnectionLostException if the connection broke
     * @throws IoClosedException if it is closed on this side, before or meanwhile
     */
    int send(ByteBuffer data);

    /**
     * Sends everything. Returns when all is sent or within the connection's bound.
     *
     * @param data may be changed once this has returned
     * @throws ConnectionLostException if the connection broke
     * @throws IoClosedException if it is closed on this side, before or meanwhile
     */
    void sendAll(ByteBuffer data);

    /**
     * As {@link #sendAll(ByteBuffer)}, for a time.
     *
     * @param data may be changed once this has returned
     * @param timeout how long
     * @throws PartlySentException when the time is up
     */
    void sendAll(ByteBuffer data, Duration timeout);

    /**
     * Sends everything.
     *
     * @param data may be changed once this has returned
     */
    default void sendAll(byte[] data) {
        sendAll(ByteBuffer.wrap(data));
    }

    /**
     * As {@link #sendAll(byte[])}, for a time.
     *
     * @param data may be changed once this has returned
     * @param timeout how long
     * @throws PartlySentException when the time is up
     */
    default void sendAll(byte[] data, Duration timeout) {
        sendAll(ByteBuffer.wrap(data), timeout);
    }

    /**
     * Sends a frame, see {@link #recvMsg(int)}.
     *
     * @param message what is in it, perhaps nothing
     */
    void sendMsg(byte[] message);

    /**
     * As {@link #sendMsg(byte[])}, for a time.
     *
     * @param message what is in it
     * @param timeout how long
     * @throws PartlySentException when the time is up; the frame is then incomplete
     */
    void sendMsg(byte[] message, Duration timeout);

    /**
     * Says that nothing more will be sent: the other side's stream ends. Reading goes on. With TLS the other side may
     * take it as the end of both directions.
     */
    void closeOutput();

    // ---- the connection

    /**
     * Waits until the handshake of TLS is over.
     *
     * @return what was agreed
     * @throws HandshakeException if it failed
     * @throws IllegalStateException if this connection has no TLS
     */
    TlsSession handshake();

    /**
     * Makes it the calling coroutine's, if nobody has waited on it yet. Without effect on a plain thread.
     *
     * @return this
     */
    AsyncSocket take();

    /**
     * This side's address.
     *
     * @return address and port
     */
    InetSocketAddress localAddress();

    /**
     * The other side's address.
     *
     * @return address and port
     */
    InetSocketAddress remoteAddress();

    /**
     * Whether {@code close} has not been called, here. A snapshot.
     *
     * @return false once it is closed
     */
    boolean isOpen();

    /**
     * Closes it: what was sent goes out, in the background and for at most 10 s, then the connection ends. Whoever waits
     * on it gets an {@link IoClosedException}. Never waits.
     */
    @Override
    void close();

    /** Breaks the connection off: the other side sees a reset, what was not sent is lost. Never waits. */
    void abort();
}
