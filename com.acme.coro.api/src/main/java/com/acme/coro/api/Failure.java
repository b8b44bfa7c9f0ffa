package com.acme.coro.api;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

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
     * Records a throwable, its causes and what it suppressed: about a hundred of them altogether, the first ones.
     *
     * @param thrown any throwable; what cannot be read of it, because its own methods throw, is left out
     * @return its text
     */
    public static Failure of(Throwable thrown) {
        return new FailureRecording().of(Objects.requireNonNull(thrown, "thrown"));
    }

    /**
     * An exception that prints like the original: same type and message in its text, same stack trace, causes and
     * suppressed exceptions, as far as {@link #of} records them.
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
