package com.acme.coro.codec.core;

/** Texts and UTF-8. */
final class Texts {
    private Texts() {}

    /** Whether each surrogate is one of a pair, so that the text can be written in UTF-8. */
    static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) continue;
            if (!Character.isHighSurrogate(c) || i + 1 == text.length()) return false;
            if (!Character.isLowSurrogate(text.charAt(++i))) return false;
        }
        return true;
    }

    /** What was thrown, as text; its own code may throw again. */
    static String of(Throwable thrown) {
        try {
            return String.valueOf(thrown);
        } catch (Throwable again) {
            return thrown.getClass().getName();
        }
    }

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
