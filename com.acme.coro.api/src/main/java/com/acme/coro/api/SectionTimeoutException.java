package com.acme.coro.api;

import java.time.Duration;
import java.util.Objects;

/** A section of a coroutine was not over within its limit, see {@link Self#within}. */
public final class SectionTimeoutException extends CoroTimeoutException {
    private static final long serialVersionUID = 1L;

    /** The limit. */
    private final Duration limit;

    /**
     * Names the limit.
     *
     * @param limit the limit of the section
     */
    public SectionTimeoutException(Duration limit) {
        super("a section was not over within " + limit);
        this.limit = Objects.requireNonNull(limit, "limit");
    }

    /**
     * The limit of the section.
     *
     * @return the limit
     */
    public Duration limit() {
        return limit;
    }
}
