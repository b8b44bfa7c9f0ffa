package com.acme.coro.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A throwable as text, so that it can be kept, and sent to another process, without the classes it came from.
 *
 * @param type the throwable's class name
 * @param message its message, empty if it has none
 * @param stack its stack trace, innermost frame first
 * @param cause its cause
 * @param suppressed what was suppressed in its favour
 */
@Transferable
public record Failure(
        String type, String message, List<StackTraceElement> stack, Optional<Failure> cause, List<Failure> suppressed) {

    /** Copies the lists; refuses null. */
    public Failure {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(cause, "cause");
        stack = List.copyOf(stack);
        suppressed = List.copyOf(suppressed);
    }

    /**
     * Records a throwable, its causes and what it suppressed.
     *
     * @param thrown any throwable; one whose methods throw is recorded by its type alone
     * @return its text
     */
    public static Failure of(Throwable thrown) {
        Objects.requireNonNull(thrown, "thrown");
        return record(thrown, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    // A cause may lead back to itself; user code in getMessage() may throw.
    private static Failure record(Throwable thrown, Set<Throwable> seen) {
        seen.add(thrown);
        var type = thrown.getClass().getName();
        try {
            if (thrown instanceof RecordedException recorded) return recorded.failure();
            var message = thrown.getMessage();
            var cause = thrown.getCause();
            var suppressed = new ArrayList<Failure>();
            for (Throwable s : thrown.getSuppressed()) {
                if (!seen.contains(s)) suppressed.add(record(s, seen));
            }
            return new Failure(
                    type,
                    message == null ? "" : message,
                    Arrays.asList(thrown.getStackTrace()),
                    cause == null || seen.contains(cause) ? Optional.empty() : Optional.of(record(cause, seen)),
                    suppressed);
        } catch (RuntimeException | StackOverflowError unreadable) {
            return new Failure(
                    type,
                    "(message not readable: " + unreadable.getClass().getName() + ")",
                    List.of(),
                    Optional.empty(),
                    List.of());
        }
    }

    /**
     * An exception that prints like the original: same type and message in its text, same stack trace, causes and
     * suppressed exceptions.
     *
     * @return a new exception
     */
    public Throwable toThrowable() {
        return new RecordedException(this);
    }

    /** {@code type: message}, as a throwable prints itself. */
    @Override
    public String toString() {
        return message.isEmpty() ? type : type + ": " + message;
    }
}
