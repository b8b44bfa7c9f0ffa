package com.acme.coro.api.standalone;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * How a scheduler behaves. Every value has the default of the scheduler bundle's configuration. Immutable: each method with an
 * argument returns a changed copy.
 */
public final class RuntimeSettings {
    /** What holds without any configuration. */
    public static final RuntimeSettings DEFAULT = new RuntimeSettings(
            Carrier.AUTO,
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofSeconds(60),
            Duration.ofMillis(500),
            100_000,
            false);

    private final Carrier carrier;
    private final Duration cleanupGrace;
    private final Duration stopGrace;
    private final Duration stopLimit;
    private final Duration longTurn;
    private final int deepMailbox;
    private final boolean deadLetterContents;

    private RuntimeSettings(
            Carrier carrier,
            Duration cleanupGrace,
            Duration stopGrace,
            Duration stopLimit,
            Duration longTurn,
            int deepMailbox,
            boolean deadLetterContents) {
        this.carrier = Objects.requireNonNull(carrier, "carrier");
        this.cleanupGrace = Objects.requireNonNull(cleanupGrace, "cleanupGrace");
        this.stopGrace = Objects.requireNonNull(stopGrace, "stopGrace");
        this.stopLimit = Objects.requireNonNull(stopLimit, "stopLimit");
        this.longTurn = Objects.requireNonNull(longTurn, "longTurn");
        this.deepMailbox = deepMailbox;
        this.deadLetterContents = deadLetterContents;
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
     * Which threads carry the coroutines.
     *
     * @return the carriers; {@link Carrier#AUTO} at first
     */
    public Carrier carrier() {
        return carrier;
    }

    /**
     * Has other threads carry the coroutines.
     *
     * @param other the carriers
     * @return a changed copy
     */
    public RuntimeSettings carrier(Carrier other) {
        return new RuntimeSettings(
                other, cleanupGrace, stopGrace, stopLimit, longTurn, deepMailbox, deadLetterContents);
    }

    /**
     * How long clean-up may wait once a coroutine was terminated.
     *
     * @return a time; 5 s at first
     */
    public Duration cleanupGrace() {
        return cleanupGrace;
    }

    /**
     * Limits the waits of clean-up.
     *
     * @param time in all; zero: clean-up may not wait
     * @return a changed copy
     * @throws IllegalArgumentException if that is not within 0..1 d
     */
    public RuntimeSettings cleanupGrace(Duration time) {
        return new RuntimeSettings(carrier, time, stopGrace, stopLimit, longTurn, deepMailbox, deadLetterContents);
    }

    /**
     * How long a coroutine that must go may keep its turn, or wait outside of its clean-up, before it is interrupted, and as long
     * again before it is cut off.
     *
     * @return a time; 1 s at first
     */
    public Duration stopGrace() {
        return stopGrace;
    }

    /**
     * Says when a coroutine that must go is interrupted, and cut off.
     *
     * @param time before each of the two
     * @return a changed copy
     * @throws IllegalArgumentException if that is not within 0..1 d
     */
    public RuntimeSettings stopGrace(Duration time) {
        return new RuntimeSettings(carrier, cleanupGrace, time, stopLimit, longTurn, deepMailbox, deadLetterContents);
    }

    /**
     * How long all coroutines of a bundle that stops, or of a scheduler, may take together to end; those that are left are cut
     * off.
     *
     * @return a time; 60 s at first
     */
    public Duration stopLimit() {
        return stopLimit;
    }

    /**
     * Limits the end of all that must go together.
     *
     * @param time from the request on
     * @return a changed copy
     * @throws IllegalArgumentException if that is not within 0..1 d
     */
    public RuntimeSettings stopLimit(Duration time) {
        return new RuntimeSettings(carrier, cleanupGrace, stopGrace, time, longTurn, deepMailbox, deadLetterContents);
    }

    /**
     * From which length on a turn is reported.
     *
     * @return a time; 500 ms at first
     */
    public Duration longTurn() {
        return longTurn;
    }

    /**
     * Says which turns are reported.
     *
     * @param least the length from which on they are, 1 ms or more
     * @return a changed copy
     * @throws IllegalArgumentException if that is not within 1 ms..1 d
     */
    public RuntimeSettings longTurn(Duration least) {
        return new RuntimeSettings(carrier, cleanupGrace, stopGrace, stopLimit, least, deepMailbox, deadLetterContents);
    }

    /**
     * From which depth on a mailbox is reported.
     *
     * @return a number of messages; 100,000 at first
     */
    public int deepMailbox() {
        return deepMailbox;
    }

    /**
     * Says which mailboxes are reported.
     *
     * @param least the depth from which on they are, at least 1
     * @return a changed copy
     * @throws IllegalArgumentException if that is less than 1
     */
    public RuntimeSettings deepMailbox(int least) {
        return new RuntimeSettings(carrier, cleanupGrace, stopGrace, stopLimit, longTurn, least, deadLetterContents);
    }

    /**
     * Whether the log shows the contents of messages that nothing handles.
     *
     * @return false at first
     */
    public boolean deadLetterContents() {
        return deadLetterContents;
    }

    /**
     * Shows the contents of messages that nothing handles in the log, or not.
     *
     * @param shown whether the log shows them
     * @return a changed copy
     */
    public RuntimeSettings deadLetterContents(boolean shown) {
        return new RuntimeSettings(carrier, cleanupGrace, stopGrace, stopLimit, longTurn, deepMailbox, shown);
    }

    private List<Object> all() {
        return List.of(carrier, cleanupGrace, stopGrace, stopLimit, longTurn, deepMailbox, deadLetterContents);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RuntimeSettings spec && all().equals(spec.all());
    }

    @Override
    public int hashCode() {
        return all().hashCode();
    }

    @Override
    public String toString() {
        return "RuntimeSettings[carrier=" + carrier + ", cleanupGrace=" + cleanupGrace + ", stopGrace=" + stopGrace
                + ", stopLimit=" + stopLimit + ", longTurn=" + longTurn + ", deepMailbox=" + deepMailbox
                + ", deadLetterContents=" + deadLetterContents + "]";
    }
}
