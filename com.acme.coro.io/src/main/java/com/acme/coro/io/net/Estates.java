package com.acme.coro.io.net;

/** Closes what is left over. */
final class Estates {
    private Estates() {}

    static void close(Net net, AutoCloseable thing) {
        try {
            thing.close();
        } catch (Exception e) {
            net.complain("a socket cannot be closed", e);
        }
    }
}
