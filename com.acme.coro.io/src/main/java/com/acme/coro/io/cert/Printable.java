package com.acme.coro.io.cert;

/** Text of others, made fit for a terminal. */
final class Printable {
    private Printable() {}

    /** Control characters, ends of lines among them, become question marks. */
    static String of(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", "?");
    }
}
