package com.acme.coro.api.standalone;

import java.time.Duration;
import java.util.Objects;

/**
 * How a scheduler behaves. Every value has the default of the scheduler bundle's configuration.
 *
 * @param carrier which threads carry the coroutines
 * @param cleanupGrace how long clean-up may wait once a coroutine was terminated; zero: not at all
 * @param stopGrace how long a coroutine that must go may keep its turn, or wait outside of its clean-up, before it is
 *     interrupted, and as long again before it is cut off
 * @param stopLimit how long all coroutines of a bundle that stops, or of a scheduler, may take together to end; those
 *     that are left are cut off
 * @param longTurn from which length on a turn is reported; more than zero
 * @param deepMailbox from which depth on a mailbox is reported; at least 1
 * @param deadLetterContents whether the log shows the contents of messages that nothing handles
 */
public record RuntimeSettings(
        Carrier carrier,
        Duration cleanupGrace,
        Duration stopGrace,
        Duration stopLimit,
        Duration longTurn,
        int deepMailbox,
        boolean deadLetterContents) {
    /** What holds without any configuration. */
    public static final RuntimeSettings DEFAULT = new RuntimeSettings(
            Carrier.AUTO,
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofSeconds(60),
            Duration.ofMillis(500),
            100_000,
            false);

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    public RuntimeSettings {
        Objects.requireNonNull(carrier, "carrier");
        within("cleanup.grace", cleanupGrace, Duration.ZERO);
        within("stop.grace", stopGrace, Duration.ZERO);
        within("stop.limit", stopLimit, Duration.ZERO);
        within("long.turn", longTurn, Duration.ofMillis(1));
        if (deepMailbox < 1) throw new IllegalArgumentException("deep.mailbox must be at least 1: " + deepMailbox);
    }

    private static void within(String what, Duration value, Duration least) {
        if (value.compareTo(least) < 0 || value.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(
                    what + " must be within " + least.toMillis() + "..86400000 ms: " + value.toMillis());
        }
    }

    /**
     * With other carriers.
     *
     * @param other which
     * @return a changed copy
     */
    public RuntimeSettings carrier(Carrier other) {
        return new RuntimeSettings(
                other, cleanupGrace, stopGrace, stopLimit, longTurn, deepMailbox, deadLetterContents);
    }

    /**
     * With other graces.
     *
     * @param cleanup for clean-up
     * @param stop for those that must go
     * @return a changed copy
     */
    public RuntimeSettings graces(Duration cleanup, Duration stop) {
        return new RuntimeSettings(carrier, cleanup, stop, stopLimit, longTurn, deepMailbox, deadLetterContents);
    }

    /**
     * With another limit for all that must go together.
     *
     * @param limit from the request on
     * @return a changed copy
     */
    public RuntimeSettings stopLimit(Duration limit) {
        return new RuntimeSettings(carrier, cleanupGrace, stopGrace, limit, longTurn, deepMailbox, deadLetterContents);
    }

    /**
     * With other limits for reports.
     *
     * @param turn length of a turn
     * @param mailbox depth of a mailbox
     * @return a changed copy
     */
    public RuntimeSettings limits(Duration turn, int mailbox) {
        return new RuntimeSettings(carrier, cleanupGrace, stopGrace, stopLimit, turn, mailbox, deadLetterContents);
    }

    /**
     * With or without contents of dead letters in the log.
     *
     * @param shown whether the log shows them
     * @return a changed copy
     */
    public RuntimeSettings deadLetterContents(boolean shown) {
        return new RuntimeSettings(carrier, cleanupGrace, stopGrace, stopLimit, longTurn, deepMailbox, shown);
    }
}
