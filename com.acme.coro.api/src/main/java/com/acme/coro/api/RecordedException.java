package com.acme.coro.api;

/** Prints like the throwable it was recorded from. */
final class RecordedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;
    /** Made when it is asked for, as causes may be nested deeply; then it stays the same. Guarded by this. */
    private transient Throwable cause;

    RecordedException(Failure failure) {
        super(null, null);
        this.failure = failure;
        setStackTrace(failure.stack().toArray(StackTraceElement[]::new));
        for (Failure s : failure.suppressed()) addSuppressed(s.toThrowable());
    }

    Failure failure() {
        return failure;
    }

    /** With the type: some logs print a throwable by its own type and its message. */
    @Override
    public String getMessage() {
        return failure.toString();
    }

    @Override
    public synchronized Throwable getCause() {
        if (cause == null && failure.cause().isPresent())
            cause = failure.cause().get().toThrowable();
        return cause;
    }

    /** Its own stack does not count. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }

    @Override
    public String toString() {
        return failure.toString();
    }
}
