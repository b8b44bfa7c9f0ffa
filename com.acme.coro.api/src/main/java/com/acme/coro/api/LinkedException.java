package com.acme.coro.api;

import java.util.Objects;

/** Raised in a coroutine when one that it is linked with did not end normally, see {@link Self#link(Coro)}. */
public final class LinkedException extends CoroException {
    private static final long serialVersionUID = 1L;

    private final transient Exit exit;

    /**
     * Says who ended and how.
     *
     * @param exit who and how
     */
    public LinkedException(Exit exit) {
        super(
                "linked coroutine ended: " + exit.coro() + ", " + exit.outcome(),
                exit.outcome() instanceof Outcome.Failed f ? f.failure().toThrowable() : null);
        this.exit = Objects.requireNonNull(exit, "exit");
    }

    /**
     * Who ended, and how.
     *
     * @return the end of the other
     */
    public Exit exit() {
        return exit;
    }
}
