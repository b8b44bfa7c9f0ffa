package com.acme.coro.api.io;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Values of columns as the types that programs ask for. */
final class DbNumber {
    private DbNumber() {}

    static <T> T to(Class<T> type, Object value, String column) {
        if (type.isInstance(value)) return type.cast(value);
        if (value instanceof Number number && Number.class.isAssignableFrom(type)) {
            try {
                Object exact = exactly(type, new BigDecimal(number.toString()));
                if (exact != null) return type.cast(exact);
            } catch (ArithmeticException | NumberFormatException e) {
                throw refusal(type, value, column, e);
            }
        }
        throw refusal(type, value, column, null);
    }

    private static IllegalArgumentException refusal(Class<?> type, Object value, String column, Exception why) {
        String what = value instanceof Number ? value + ", a " : "a ";
        return new IllegalArgumentException(
                "column " + column + " is " + what + value.getClass().getName() + " and cannot be had as a "
                        + type.getName(),
                why);
    }

    /** Null if it is no type of number that we know. */
    private static Object exactly(Class<?> type, BigDecimal number) {
        if (type == Long.class) return number.longValueExact();
        if (type == Integer.class) return number.intValueExact();
        if (type == Short.class) return number.shortValueExact();
        if (type == Byte.class) return number.byteValueExact();
        if (type == BigDecimal.class) return number;
        if (type == BigInteger.class) return number.toBigIntegerExact();
        if (type == Double.class) return number.doubleValue();
        return null;
    }
}
