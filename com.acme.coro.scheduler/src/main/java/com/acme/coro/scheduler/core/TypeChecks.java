package com.acme.coro.scheduler.core;

import com.acme.coro.api.WrongTypeException;

/** Checks values that are asked for by their class. */
final class TypeChecks {
    private TypeChecks() {}

    /**
     * The value; null iff that is null.
     *
     * @param source what the value is, for display
     * @param of ends that; made a text only if it is needed
     */
    static <T> T checked(String source, Object of, Class<T> type, Object value) {
        if (value != null && !type.isInstance(value)) throw new WrongTypeException(source + of, type, value);
        return type.cast(value);
    }
}
