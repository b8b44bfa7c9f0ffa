package com.acme.coro.codec.core;

/** The length of texts in UTF-8. */
final class Texts {
    private Texts() {}

    static long bytes(String text) {
        long n = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // half of a pair counts two: four bytes for both
            n += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return n;
    }
}
