package com.acme.coro.codec.core;

/** Numbers whose width is known from the component's type, so that they need no mark in the bytes. */
final class Narrow {
    private Narrow() {}

    static boolean named(String type) {
        return switch (type) {
            case "long", "short", "byte", "char" -> true;
            default -> false;
        };
    }

    static long number(Object value) {
        return value instanceof Character c ? c : ((Number) value).longValue();
    }

    /** The value of that type, or null if it is out of range. */
    static Object of(String type, long value) {
        return switch (type) {
            case "long" -> value;
            case "short" -> value == (short) value ? (Object) (short) value : null;
            case "byte" -> value == (byte) value ? (Object) (byte) value : null;
            case "char" -> value == (char) value ? (Object) (char) value : null;
            default -> throw new IllegalArgumentException(type);
        };
    }
}
