package com.acme.coro.shell;

import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;

/** Text of users, made fit for a terminal: a name must not be able to move its cursor or to forge a line. */
final class Printable {
    private Printable() {}

    /** One line, without control characters. */
    static String line(String text) {
        return com.acme.coro.support.text.Printable.of(text);
    }

    /** Several lines, without other control characters. */
    static String lines(String text) {
        return text.lines().map(line -> line(line) + "\n").collect(Collectors.joining());
    }

    /** One line of limited length; where something is cut off, an ellipsis says so. */
    static String line(String text, int most) {
        String line = line(text);
        return line.length() <= most ? line : com.acme.coro.support.text.Printable.of(line, most - 1);
    }

    /** A duration for display, with two or three digits that count. */
    static String duration(Duration time) {
        long ms = time.toMillis();
        if (ms < 1_000) return ms + " ms";
        if (ms < 60_000) return String.format(Locale.ROOT, "%.1f s", ms / 1_000.0);
        if (ms < 3_600_000) return time.toMinutes() + " min " + time.toSecondsPart() + " s";
        if (ms < 86_400_000) return time.toHours() + " h " + time.toMinutesPart() + " min";
        return time.toDays() + " d " + time.toHoursPart() + " h";
    }
}
