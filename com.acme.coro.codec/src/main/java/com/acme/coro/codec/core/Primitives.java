package com.acme.coro.codec.core;

import java.nio.ByteBuffer;

/** Arrays of primitives as bytes, the most significant first. */
final class Primitives {
    private Primitives() {}

    static byte[] bytes(Object array) {
        return switch (array) {
            case byte[] a -> a;
            case boolean[] a -> {
                var bytes = new byte[a.length];
                for (int i = 0; i < a.length; i++) bytes[i] = (byte) (a[i] ? 1 : 0);
                yield bytes;
            }
            case char[] a -> {
                ByteBuffer b = buffer(a.length, Character.BYTES);
                b.asCharBuffer().put(a);
                yield b.array();
            }
            case short[] a -> {
                ByteBuffer b = buffer(a.length, Short.BYTES);
                b.asShortBuffer().put(a);
                yield b.array();
            }
            case int[] a -> {
                ByteBuffer b = buffer(a.length, Integer.BYTES);
                b.asIntBuffer().put(a);
                yield b.array();
            }
            case long[] a -> {
                ByteBuffer b = buffer(a.length, Long.BYTES);
                b.asLongBuffer().put(a);
                yield b.array();
            }
            case float[] a -> {
                ByteBuffer b = buffer(a.length, Float.BYTES);
                b.asFloatBuffer().put(a);
                yield b.array();
            }
            case double[] a -> {
                ByteBuffer b = buffer(a.length, Double.BYTES);
                b.asDoubleBuffer().put(a);
                yield b.array();
            }
            default -> throw new IllegalArgumentException("no array of primitives: " + array.getClass());
        };
    }

    /** How many bytes an element takes; 0 if there is no such type. */
    static int width(String type) {
        return switch (type) {
            case "boolean", "byte" -> 1;
            case "char", "short" -> 2;
            case "int", "float" -> 4;
            case "long", "double" -> 8;
            default -> 0;
        };
    }

    /** The array; the number of bytes was checked. */
    static Object array(String type, byte[] bytes) {
        ByteBuffer b = ByteBuffer.wrap(bytes);
        switch (type) {
            case "boolean" -> {
                var a = new boolean[bytes.length];
                for (int i = 0; i < a.length; i++) a[i] = bytes[i] != 0;
                return a;
            }
            case "byte" -> {
                return bytes;
            }
            case "char" -> {
                var a = new char[bytes.length / Character.BYTES];
                b.asCharBuffer().get(a);
                return a;
            }
            case "short" -> {
                var a = new short[bytes.length / Short.BYTES];
                b.asShortBuffer().get(a);
                return a;
            }
            case "int" -> {
                var a = new int[bytes.length / Integer.BYTES];
                b.asIntBuffer().get(a);
                return a;
            }
            case "long" -> {
                var a = new long[bytes.length / Long.BYTES];
                b.asLongBuffer().get(a);
                return a;
            }
            case "float" -> {
                var a = new float[bytes.length / Float.BYTES];
                b.asFloatBuffer().get(a);
                return a;
            }
            default -> {
                var a = new double[bytes.length / Double.BYTES];
                b.asDoubleBuffer().get(a);
                return a;
            }
        }
    }

    private static ByteBuffer buffer(int elements, int width) {
        return ByteBuffer.allocate(Math.multiplyExact(elements, width));
    }
}
