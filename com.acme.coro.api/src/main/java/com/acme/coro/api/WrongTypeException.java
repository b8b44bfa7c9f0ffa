package com.acme.coro.api;

import java.util.Objects;

/** A value was asked for by its class, and came as another one. It is not lost: the exception has it. */
public final class WrongTypeException extends CoroException {
    private static final long serialVersionUID = 1L;

    private final transient Object value;

    /**
     * Names both classes.
     *
     * @param source what the value came from
     * @param expected the class that was asked for
     * @param value what came
     */
    public WrongTypeException(String source, Class<?> expected, Object value) {
        super(source + " is a " + value.getClass().getName() + ", not a " + expected.getName());
        this.value = Objects.requireNonNull(value, "value");
    }

    /**
     * What came.
     *
     * @return the value; null in an exception that was serialized
     */
    public Object value() {
        return value;
    }
}
