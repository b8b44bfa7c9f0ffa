package com.acme.coro.codec.core;

import java.util.Arrays;

/** Where in a value one is: told in words when something is wrong there, and cheap to keep otherwise. */
final class Path {
    private static final int FIRST = 16;

    private final int limit;
    private String[] names = new String[FIRST];
    private int[] indexes = new int[FIRST];
    private int depth;

    Path(int limit) {
        this.limit = limit;
    }

    /** Goes one level down; false if that is too deep. */
    boolean enter() {
        if (depth == limit) return false;
        if (depth == names.length) {
            names = Arrays.copyOf(names, depth * 2);
            indexes = Arrays.copyOf(indexes, depth * 2);
        }
        names[depth] = null;
        indexes[depth] = -1;
        depth++;
        return true;
    }

    void leave() {
        depth--;
    }

    void at(String component) {
        names[depth - 1] = component;
    }

    void at(int index) {
        indexes[depth - 1] = index;
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        for (int i = 0; i < depth; i++) {
            if (names[i] != null) text.append(text.isEmpty() ? "" : ".").append(names[i]);
            if (indexes[i] >= 0) text.append('[').append(indexes[i]).append(']');
        }
        return text.toString();
    }
}
