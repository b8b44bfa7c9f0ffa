package com.acme.coro.api;

import java.time.Duration;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Something about coroutines that somebody should know. Told to every {@link CoroListener}, and logged where it says so. There may be
 * more kinds later: a listener ignores those that it does not know.
 */
@ProviderType
public interface CoroEvent {
    /**
     * The coroutine that it is about: of a dead letter the one that it was meant for.
     *
     * @return the coroutine
     */
    Coro coro();

    /**
     * A message that will not be handled. Logged at warn, without its text unless that is configured; of very many within
     * a few seconds only the number is logged.
     */
    @ProviderType
    interface DeadLetter extends CoroEvent {
        /**
         * The beginning of its text, printable and on one line; the message itself is not kept. The text is made outside of
         * turns, soon after the event: a message that is changed later is printed as it is then.
         *
         * @return a text
         */
        String message();

        /** {@return the class name of the message} */
        String type();

        /** {@return why it will not be handled} */
        Reason reason();

        /** Why a message is a dead letter. */
        enum Reason {
            /** It was sent to a coroutine that had ended. */
            ENDED,
            /** It was in the mailbox, not received, when its coroutine ended. */
            UNREAD,
            /** Its coroutine called {@link Self#unhandled()}. */
            UNHANDLED,
            /** A channel found its coroutine's mailbox full. */
            FULL,
            /** An answer came late, or was a second one. */
            LATE_ANSWER,
            /** It was in the mailbox at a swap, and could not be given to the next version; the message says why. */
            NOT_TRANSFERABLE
        }
    }

    /** A coroutine ended otherwise than by returning or being asked to. Failures are logged at warn with their trace. */
    @ProviderType
    interface Ended extends CoroEvent {
        /** {@return how it ended} */
        Outcome outcome();
    }

    /** A supervised coroutine failed and starts again in place. Logged at warn. */
    @ProviderType
    interface Restarted extends CoroEvent {
        /** {@return what it failed with} */
        Failure failure();
    }

    /**
     * A coroutine keeps its scheduler's turn for long: it computes, or blocks in a call that is not ours. Logged at
     * warn, again each time the duration has doubled.
     */
    @ProviderType
    interface LongTurn extends CoroEvent {
        /** {@return for how long already} */
        Duration lasting();

        /** {@return where it is} */
        List<StackTraceElement> stack();
    }

    /**
     * A coroutine waits where its thread cannot be unmounted (in a static initialiser, under native frames, on Java 21
     * inside {@code synchronized}), and holds a carrier thread. Logged at warn.
     */
    @ProviderType
    interface Pinned extends CoroEvent {
        /** {@return where it is} */
        List<StackTraceElement> stack();
    }

    /** A mailbox has grown past the configured depth; told again each time it has doubled. Logged at warn. */
    @ProviderType
    interface DeepMailbox extends CoroEvent {
        /** {@return how many messages are in it} */
        int depth();
    }

    /** A coroutine caught {@link TerminateSignal} and went on; the signal is raised again. Logged at warn. */
    @ProviderType
    interface SignalSwallowed extends CoroEvent {
        /** {@return where it waited when that was seen} */
        List<StackTraceElement> stack();
    }

    /** A coroutine goes on in another version of its function, or in another function. Logged at debug. */
    @ProviderType
    interface Swapped extends CoroEvent {
        /** {@return what it runs now} */
        String function();

        /** {@return which bundle's code it ran, symbolic name and version} */
        String from();

        /** {@return which bundle's code it runs} */
        String to();

        /** {@return for how long it ran neither} */
        Duration pause();
    }

    /**
     * A swap was refused by the coroutine or by what it found, or the coroutine cannot go on in the version that came.
     * Logged at info: whoever asked, and the report of an update, say it too.
     */
    @ProviderType
    interface SwapRefused extends CoroEvent {
        /** {@return what it was to run} */
        String function();

        /** {@return why not} */
        String reason();
    }
}
