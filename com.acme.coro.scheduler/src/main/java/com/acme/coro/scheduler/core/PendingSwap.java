package com.acme.coro.scheduler.core;

import com.acme.coro.api.Handle;
import com.acme.coro.api.SwapSignal;
import com.acme.coro.api.SwapStatus.Postponed.Why;
import com.acme.coro.api.spi.SwapControl;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A swap that one coroutine is asked for.
 *
 * <pre>
 *  asked --swap point--> considered --signal thrown--> unwinding --body over--> over
 *    |                       |                             |   |
 *    +--replaced, ended------+--cannot be------------------+---+--refused by the body--> refused
 *                                                              +--ended, failed--------> failed
 * </pre>
 *
 * What is done at a swap point and from then on is done on the coroutine's own thread, in its turn.
 *
 * <p>A subclass is to be initialized before there are coroutines: bodies that wait are compiled frames, and an exception goes on in them as
 * they are, so what they were compiled to believe of classes must not become wrong meanwhile.
 */
public abstract class PendingSwap {
    /** How a coroutine goes on after its body has made way. */
    public sealed interface Next {
        /** With other code, at once. */
        record Other(CoroTask work) implements Next {}

        /** With none, until it is given some. */
        record Between(SwapControl.Between place) implements Next {}
    }

    /** Decides, at a swap point: what the signal is to say, or null if the swap cannot be; then it is refused. */
    public abstract Target consider(LocalCoro c);

    /** What a signal says. */
    public record Target(String function, Optional<String> bundle, Optional<List<String>> parameters) {
        SwapSignal signal(java.util.function.Consumer<String> refusal) {
            return new SwapSignal(function, bundle, parameters, refusal);
        }
    }

    /** Keeps things, and what they were made over. */
    public static void keep(List<Object> handles, Map<Object, Boolean> kept) {
        for (Object each : handles) {
            Object thing = each;
            while (thing != null && kept.put(thing, true) == null) {
                thing = thing instanceof Handle handle ? handle.under().orElse(null) : null;
            }
        }
    }

    /** Whether a resource that is known by this handle stays open. After {@link #consider}. */
    public abstract boolean keeps(Object handle);

    /** The state for the next version; null for none. After {@link #consider}. */
    public abstract Object carried();

    /** The body is over, what it owned and is not kept is closed. */
    public abstract Next afterUnwind(LocalCoro c);

    /** It has become what {@link #bodyOver} said. */
    public abstract void over();

    /** It will not be. From any thread; only the first time counts. */
    public abstract void refused(String reason);

    /** Its body has made way, but the coroutine ends. As {@link #refused}. */
    public void failed(String reason) {
        refused(reason);
    }

    /** It is to be taken at the next swap point (null), or once nothing keeps it off. From any thread. */
    public abstract void asked(Why keptOffBy);

    /** Whether another order may take its place while it waits. */
    public abstract boolean replaceable();
}
