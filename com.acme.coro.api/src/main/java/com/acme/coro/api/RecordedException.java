package com.acme.coro.api;

/** Prints like the throwable it was recorded from. */
final class RecordedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;
    /** How many causes it has, at most. */
    private final int causes;
    /** Made when it is asked for, as causes may be nested deeply; then it stays the same. Guarded by this. */
    private transient Throwable cause;

    RecordedException(Failure failure) {
        this(failure, FailureRecording.CAUSES, new int[] {FailureRecording.ALL});
    }

    /** With so many causes and, counted down, suppressed ones: a failure of another process may have any number. */
    private RecordedException(Failure failure, int causes, int[] left) {
        super(null, null);
        this.failure = failure;
        this.causes = causes;
        setStackTrace(failure.stack().toArray(StackTraceElement[]::new));
        for (Failure s : failure.suppressed()) {
            if (--left[0] <= 0) break;
            addSuppressed(new RecordedException(s, causes, left));
        }
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
        if (cause == null && causes > 0 && failure.cause().isPresent())
            cause = new RecordedException(failure.cause().get(), causes - 1, new int[] {FailureRecording.ALL});
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
