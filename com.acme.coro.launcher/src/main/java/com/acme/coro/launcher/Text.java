package com.acme.coro.launcher;

/** Text of bundles, made fit for a terminal. */
final class Text {
    private Text() {}

    /** Control characters, ends of lines among them, become question marks. */
    static String printable(String line) {
        return line.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029&&[^\\t]]", "?");
    }
}
