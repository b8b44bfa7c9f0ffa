package com.acme.coro.api.spi;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroId;
import com.acme.coro.api.Exit;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Resumed;
import com.acme.coro.api.SendResult;
import com.acme.coro.api.SignalResult;
import java.util.concurrent.CompletableFuture;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A way to coroutines by their ids: what references are made of ({@link References}). The scheduler offers the way to
 * its own coroutines; a transport offers the way to those of another process, where it hands each call on to the
 * scheduler's.
 *
 * <p>None of it waits. Calls of one thread for one coroutine take effect in their order. Futures may be completed on
 * any thread; cancelling one withdraws what has not taken effect.
 */
@ConsumerType
public interface Route {
    /**
     * See {@link Coro#send(Object)}.
     *
     * @param to the receiver
     * @param message what
     * @return accepted also means: on its way
     */
    SendResult send(CoroId to, Object message);

    /**
     * Delivers the end of a coroutine to one that watches it. It is for the scheduler alone; a route to another process
     * hands it on to {@code exit} there, and never to {@code send}, which refuses it.
     *
     * @param to the coroutine that watches
     * @param exit the end
     */
    void exit(CoroId to, Exit exit);

    /**
     * See {@link Coro#deliver(Object)}.
     *
     * @param to the receiver
     * @param message what
     * @return accepted or gone
     */
    CompletableFuture<SendResult> deliver(CoroId to, Object message);

    /**
     * See {@link Coro#resume(Object)}.
     *
     * @param to the receiver
     * @param value what
     * @return what it came upon, where that is known
     */
    Resumed resume(CoroId to, Object value);

    /**
     * See {@link Coro#raise(RuntimeException)}.
     *
     * @param to the receiver
     * @param exception what
     * @return accepted or gone
     */
    SignalResult raise(CoroId to, RuntimeException exception);

    /**
     * See {@link Coro#terminate(String)}.
     *
     * @param to the receiver
     * @param reason why
     * @return accepted or gone
     */
    SignalResult terminate(CoroId to, String reason);

    /**
     * See {@link Coro#join()}.
     *
     * @param of whose
     * @return how it ends; {@link Outcome.Forgotten} if that is not known there, {@link Outcome.PeerLost} if the process
     *     it ran in cannot be reached any more
     */
    CompletableFuture<Outcome> end(CoroId of);

    /**
     * See {@link Coro#alive()}.
     *
     * @param id whose
     * @return as far as is known
     */
    boolean alive(CoroId id);

    /**
     * See {@link com.acme.coro.api.Self#monitor(Coro)}.
     *
     * @param watched who is watched
     * @param watcher who is told
     * @return false if it has ended already
     */
    CompletableFuture<Boolean> monitor(CoroId watched, Coro watcher);

    /**
     * See {@link com.acme.coro.api.Self#demonitor(Coro)}.
     *
     * @param watched who is watched
     * @param watcher who was told
     * @return false if that one did not watch it
     */
    CompletableFuture<Boolean> demonitor(CoroId watched, Coro watcher);

    /**
     * Makes one coroutine raise a {@link com.acme.coro.api.LinkedException} in another when it ends badly: one half of
     * a link.
     *
     * @param from whose end counts
     * @param to the coroutine to raise it in
     * @return how it ended if it has ended already, otherwise empty
     */
    CompletableFuture<java.util.Optional<Outcome>> link(CoroId from, Coro to);

    /**
     * Undoes one half of a link.
     *
     * @param from whose end counted
     * @param to the coroutine to raise it in
     * @return false if there was no such half
     */
    CompletableFuture<Boolean> unlink(CoroId from, Coro to);
}
