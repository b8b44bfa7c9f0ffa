package com.acme.coro.api;

import java.util.Objects;

/** A value, or a part of it, cannot be written: it can go to no other revision of its bundle, or no other process. */
public class NotTransferableException extends CoroException {
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
     * @param type the class of that part
     * @param reason why, and what is allowed
     */
    public NotTransferableException(String path, String type, String reason) {
        this(path, type, reason, null);
    }

    /**
     * Says which part, and why.
     *
     * @param path where in the value, as {@code items[3].unit}; empty for the value itself
     * @param type the class of that part
     * @param reason why, and what is allowed
     * @param cause what it failed with, or null
     */
    public NotTransferableException(String path, String type, String reason, Throwable cause) {
        super(type + " cannot be written" + (path.isEmpty() ? "" : " at " + path) + ": " + reason, cause);
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
     * @return the class of that part
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
