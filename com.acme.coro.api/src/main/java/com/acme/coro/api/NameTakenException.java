package com.acme.coro.api;

import java.util.Objects;

/** A name is held by somebody else. */
public final class NameTakenException extends CoroException {
    private static final long serialVersionUID = 1L;

    /** The name asked for. */
    private final String name;

    /**
     * Names both.
     *
     * @param name the name asked for
     * @param holder what has it, for display
     */
    public NameTakenException(String name, Object holder) {
        super("name is taken: name=" + name + ", holder=" + holder);
        this.name = Objects.requireNonNull(name, "name");
    }

    /**
     * The name asked for.
     *
     * @return the name
     */
    public String name() {
        return name;
    }
}
