package com.acme.coro.api;

/** Prints like the throwable it was recorded from. */
final class RecordedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    RecordedException(Failure failure) {
        // with the type: some logs print a throwable by its own type and its message
        super(failure.toString(), failure.cause().map(Failure::toThrowable).orElse(null));
        this.failure = failure;
        setStackTrace(failure.stack().toArray(StackTraceElement[]::new));
        for (Failure s : failure.suppressed()) addSuppressed(s.toThrowable());
    }

    Failure failure() {
        return failure;
    }

    @Override
    public String toString() {
        return failure.toString();
    }
}
