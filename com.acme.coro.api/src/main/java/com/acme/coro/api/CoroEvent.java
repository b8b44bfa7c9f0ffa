package com.acme.coro.api;

import java.time.Duration;
import java.util.List;

/**
 * Something about coroutines that somebody should know. Told to every {@link CoroListener}, and logged where it says so.
 */
public sealed interface CoroEvent {
    /**
     * Whom it is about.
     *
     * @return the coroutine
     */
    Coro coro();

    /**
     * A message that will not be handled. Logged at warn, without its text unless that is configured; of very many within
     * a few seconds only the number is logged.
     *
     * @param coro whom it was meant for
     * @param message the beginning of its text, printable and on one line; the message itself is not kept. The text is
     *     made outside of turns, soon after the event: a message that is changed later is printed as it is then
     * @param type its class name
     * @param reason why
     */
    record DeadLetter(Coro coro, String message, String type, Reason reason) implements CoroEvent {
        /** Why a message is a dead letter. */
        public enum Reason {
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

    /**
     * A coroutine ended otherwise than by returning or being asked to. Failures are logged at warn with their trace.
     *
     * @param coro who
     * @param outcome how
     */
    record Ended(Coro coro, Outcome outcome) implements CoroEvent {}

    /**
     * A supervised coroutine failed and starts again in place. Logged at warn.
     *
     * @param coro who
     * @param failure with what
     */
    record Restarted(Coro coro, Failure failure) implements CoroEvent {}

    /**
     * A coroutine keeps its scheduler's turn for long: it computes, or blocks in a call that is not ours. Logged at
     * warn, again each time the duration has doubled.
     *
     * @param coro who
     * @param lasting how long already
     * @param stack where it is
     */
    record LongTurn(Coro coro, Duration lasting, List<StackTraceElement> stack) implements CoroEvent {
        /** Copies the list. */
        public LongTurn {
            stack = List.copyOf(stack);
        }
    }

    /**
     * A coroutine waits where its thread cannot be unmounted (in a static initialiser, under native frames, on Java 21
     * inside {@code synchronized}), and holds a carrier thread. Logged at warn.
     *
     * @param coro who
     * @param stack where it is
     */
    record Pinned(Coro coro, List<StackTraceElement> stack) implements CoroEvent {
        /** Copies the list. */
        public Pinned {
            stack = List.copyOf(stack);
        }
    }

    /**
     * A mailbox has grown past the configured depth; told again each time it has doubled. Logged at warn.
     *
     * @param coro whose
     * @param depth how many messages are in it
     */
    record DeepMailbox(Coro coro, int depth) implements CoroEvent {}

    /**
     * A coroutine caught {@link TerminateSignal} and went on; the signal is raised again. Logged at warn.
     *
     * @param coro who
     * @param stack where it waited when that was seen
     */
    record SignalSwallowed(Coro coro, List<StackTraceElement> stack) implements CoroEvent {
        /** Copies the list. */
        public SignalSwallowed {
            stack = List.copyOf(stack);
        }
    }

    /**
     * A coroutine goes on in another version of its function, or in another function. Logged at debug.
     *
     * @param coro who
     * @param function what it runs now
     * @param from which bundle's code it ran, symbolic name and version
     * @param to which bundle's code it runs
     * @param pause for how long it ran neither
     */
    record Swapped(Coro coro, String function, String from, String to, Duration pause) implements CoroEvent {}

    /**
     * A swap was refused by the coroutine or by what it found, or the coroutine cannot go on in the version that came.
     * Logged at info: whoever asked, and the report of an update, say it too.
     *
     * @param coro who
     * @param function what it was to run
     * @param reason why not
     */
    record SwapRefused(Coro coro, String function, String reason) implements CoroEvent {}
}
