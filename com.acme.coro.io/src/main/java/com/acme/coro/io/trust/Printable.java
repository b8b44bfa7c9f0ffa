package com.acme.coro.io.trust;

/** Text of others, made fit for a terminal. */
public final class Printable {
    private Printable() {}

    /**
     * Control characters, ends of lines among them, become question marks.
     *
     * @param text of whomever
     * @return as long
     */
    public static String of(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", "?");
    }
}
