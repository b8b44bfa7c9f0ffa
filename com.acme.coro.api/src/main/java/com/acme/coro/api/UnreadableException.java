package com.acme.coro.api;

import java.util.Objects;

/** Bytes cannot be made into a value: they are damaged, exceed a limit, or do not fit the types that are there now. */
public class UnreadableException extends CoroException {
    private static final long serialVersionUID = 1L;

    /** Where in the value. */
    private final String path;

    /** What is there. */
    private final String type;

    /** Why it cannot be done. */
    private final String reason;

    /**
     * Says which part, and why.
     *
     * @param path where in the value, as {@code items[3].unit}; empty for the value itself
     * @param type what should have been there: a registered name, or words
     * @param reason why, and what is allowed
     */
    public UnreadableException(String path, String type, String reason) {
        this(path, type, reason, null);
    }

    /**
     * Says which part, and why.
     *
     * @param path where in the value, as {@code items[3].unit}; empty for the value itself
     * @param type what should have been there: a registered name, or words
     * @param reason why, and what is allowed
     * @param cause what it failed with, or null
     */
    public UnreadableException(String path, String type, String reason, Throwable cause) {
        super(type + " cannot be read" + (path.isEmpty() ? "" : " at " + path) + ": " + reason, cause);
        this.path = path;
        this.type = Objects.requireNonNull(type, "type");
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /**
     * Where in the value.
     *
     * @return components and indexes, as {@code items[3].unit}; empty for the value itself
     */
    public String path() {
        return path;
    }

    /**
     * What is there.
     *
     * @return what should have been there: a registered name, or words
     */
    public String type() {
        return type;
    }

    /**
     * Why.
     *
     * @return a sentence, with what is allowed
     */
    public String reason() {
        return reason;
    }
}
