package com.acme.coro.codec.core;

/** Two types of one revision are declared under one name. */
final class DeclaredTwiceException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    DeclaredTwiceException(String name, String one, String other) {
        super("the name " + name + " is declared twice, by " + one + " and by " + other);
    }
}
