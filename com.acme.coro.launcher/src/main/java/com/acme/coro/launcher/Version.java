package com.acme.coro.launcher;

import java.util.Optional;

/** What {@code --version} prints. */
final class Version {
    private Version() {}

    static String text() {
        String ours = Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("(not started from its jar)");
        return "coro " + ours + ", Java " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")";
    }
}
