package com.acme.coro.launcher;

/** Whether a person sits at standard input and output. */
final class Terminal {
    private Terminal() {}

    static boolean present() {
        // On some JDKs System.console() is there without a terminal unless this one is asked for.
        System.setProperty("jdk.console", "java.base");
        return System.console() != null;
    }
}
