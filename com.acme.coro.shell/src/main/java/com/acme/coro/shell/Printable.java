package com.acme.coro.shell;

import java.time.Duration;
import java.util.Locale;

/** Text of users, made fit for a terminal: a name must not be able to move its cursor or to forge a line. */
final class Printable {
    private Printable() {}

    /** One line: every control character becomes a question mark. */
    static String line(String text) {
        return replaced(text, false);
    }

    /** Several lines: ends of lines and tabs stay. */
    static String lines(String text) {
        return replaced(text, true);
    }

    /** One line of limited length; where something is cut off, three dots say so. */
    static String line(String text, int most) {
        String line = line(text);
        return line.length() <= most ? line : line.substring(0, most - 3) + "...";
    }

    /** A duration for people, with two or three digits that count. */
    static String duration(Duration time) {
        long ms = time.toMillis();
        if (ms < 1_000) return ms + " ms";
        if (ms < 60_000) return String.format(Locale.ROOT, "%.1f s", ms / 1_000.0);
        if (ms < 3_600_000) return time.toMinutes() + " min " + time.toSecondsPart() + " s";
        if (ms < 86_400_000) return time.toHours() + " h " + time.toMinutesPart() + " min";
        return time.toDays() + " d " + time.toHoursPart() + " h";
    }

    // Format characters include those that turn the direction of writing.
    private static String replaced(String text, boolean severalLines) {
        var fit = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            boolean layout = severalLines && (c == '\n' || c == '\t');
            int type = Character.getType(c);
            boolean unfit = type == Character.CONTROL
                    || type == Character.FORMAT
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR
                    || type == Character.SURROGATE;
            fit.appendCodePoint(unfit && !layout ? '?' : c);
        });
        return fit.toString();
    }
}
