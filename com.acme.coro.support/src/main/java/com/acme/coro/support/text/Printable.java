package com.acme.coro.support.text;

import java.util.Locale;

/**
 * Text of programs, libraries and other processes, made safe for logs, dumps, tables and exceptions: on one line,
 * without control characters, and bounded.
 *
 * <p>Escaped are the control characters of both sets (C0, DEL, C1), the separators of lines and paragraphs, format
 * characters (those that change the direction of writing, and those without width), and halves of surrogate pairs: each
 * could forge a line or a name, or steer a terminal.
 */
public final class Printable {
    private Printable() {}

    /**
     * A text on one line, without control characters.
     *
     * @param text any text
     * @return the same text if there is nothing to escape
     */
    public static String of(String text) {
        return of(text, Integer.MAX_VALUE);
    }

    /**
     * The beginning of a text, on one line, without control characters.
     *
     * @param text any text
     * @param limit number of characters of the text that are kept; at least 0
     * @return the same text if it is within the limit and has nothing to escape; a text that was cut ends with an ellipsis
     */
    public static String of(String text, int limit) {
        if (limit < 0) throw new IllegalArgumentException("limit of a text must not be negative: " + limit);
        int end = Math.min(text.length(), limit);
        if (end < text.length() && end > 0 && Character.isSurrogatePair(text.charAt(end - 1), text.charAt(end))) end--;
        int clean = 0;
        while (clean < end && !unprintable(text, clean, end)) clean++;
        if (clean == text.length()) return text;
        var b = new StringBuilder(Math.min(end + 16, end * 2 + 1)).append(text, 0, clean);
        for (int i = clean; i < end; i++) {
            if (unprintable(text, i, end)) escape(b, text.charAt(i));
            else b.append(text.charAt(i));
        }
        if (end < text.length()) b.append('…');
        return b.toString();
    }

    private static boolean unprintable(String text, int i, int end) {
        char c = text.charAt(i);
        if (c >= ' ' && c < 0x7f) return false;
        if (Character.isHighSurrogate(c)) return i + 1 >= end || !Character.isLowSurrogate(text.charAt(i + 1));
        if (Character.isLowSurrogate(c)) return i == 0 || !Character.isHighSurrogate(text.charAt(i - 1));
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    private static void escape(StringBuilder b, char c) {
        switch (c) {
            case '\n' -> b.append("\\n");
            case '\r' -> b.append("\\r");
            case '\t' -> b.append("\\t");
            default -> b.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
        }
    }
}
