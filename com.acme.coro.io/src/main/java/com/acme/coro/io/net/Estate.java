package com.acme.coro.io.net;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What is open and belongs to no coroutine: it is closed with its bundle, or with the server socket it came from. */
final class Estate {
    private final Set<AutoCloseable> things = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Adds one; false if it is too late, and whoever asks has to close it. */
    boolean add(AutoCloseable thing) {
        things.add(thing);
        // either the one who closes sees it, or it is seen here that somebody has
        return !closed || !things.remove(thing);
    }

    void remove(AutoCloseable thing) {
        things.remove(thing);
    }

    /** Takes all there is; nothing comes any more. */
    List<AutoCloseable> close() {
        closed = true;
        var all = List.copyOf(things);
        return all.stream().filter(things::remove).toList();
    }
}
