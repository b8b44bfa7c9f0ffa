package com.acme.coro.api;

import java.time.Duration;
import java.util.Objects;

/**
 * Unwinds a section whose limit is over, see {@link Self#within}. To be let through: {@code within} turns it into a {@link
 * SectionTimeoutException}.
 */
public final class TimeLimitSignal extends CoroSignal {
    private static final long serialVersionUID = 1L;

    /** The limit. */
    private final Duration limit;

    /**
     * For schedulers.
     *
     * @param limit the limit that is over
     */
    public TimeLimitSignal(Duration limit) {
        super("the limit of a section is over: " + limit);
        this.limit = Objects.requireNonNull(limit, "limit");
    }

    /**
     * The limit that is over.
     *
     * @return the limit of the section that is unwound
     */
    public Duration limit() {
        return limit;
    }
}
