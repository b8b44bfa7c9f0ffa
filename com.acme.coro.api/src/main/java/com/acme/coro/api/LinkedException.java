package com.acme.coro.api;

import java.util.Objects;

/** Raised in a coroutine when one that it is linked with did not end normally, see {@link Self#link(Coro)}. */
public final class LinkedException extends CoroException {
    private static final long serialVersionUID = 1L;

    private final transient Exit exit;

    /** So much is said of an outcome. */
    private static final int OUTCOME = 1_000;

    /**
     * Names the coroutine that ended, and its outcome. Along a chain of links the message and the cause are passed on
     * unchanged: they name the coroutine that ended first.
     *
     * @param exit the coroutine that this one was linked with, and its outcome
     */
    public LinkedException(Exit exit) {
        super(message(exit), cause(exit.outcome()));
        this.exit = Objects.requireNonNull(exit, "exit");
    }

    private static String message(Exit exit) {
        if (passedOn(exit.outcome()))
            return ((Outcome.Failed) exit.outcome()).failure().message();
        String outcome = exit.outcome().toString();
        return "linked coroutine ended: " + exit.coro() + ", "
                + (outcome.length() <= OUTCOME ? outcome : outcome.substring(0, OUTCOME) + "…");
    }

    private static Throwable cause(Outcome outcome) {
        if (!(outcome instanceof Outcome.Failed f)) return null;
        if (!passedOn(outcome)) return f.failure().toThrowable();
        return f.failure().cause().map(Failure::toThrowable).orElse(null);
    }

    /** Whether the other failed because of a link itself. */
    private static boolean passedOn(Outcome outcome) {
        return outcome instanceof Outcome.Failed f && f.failure().type().equals(LinkedException.class.getName());
    }

    /**
     * The end of the coroutine that this one was linked with.
     *
     * @return the end of the other
     */
    public Exit exit() {
        return exit;
    }
}
