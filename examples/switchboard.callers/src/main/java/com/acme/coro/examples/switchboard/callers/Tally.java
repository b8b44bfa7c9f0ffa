package com.acme.coro.examples.switchboard.callers;

import com.acme.coro.api.io.TlsSession;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** What the callers count while others look. */
final class Tally {
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    // by version: whose connection, of those who keep theirs, it has answered on
    private final Map<Integer, Set<String>> staying = new ConcurrentHashMap<>();
    // what the last handshake agreed on; null before the first
    private final AtomicReference<String> protocol = new AtomicReference<>();
    // why the first one was lost; null if none was
    private final AtomicReference<Throwable> why = new AtomicReference<>();

    void connected(TlsSession session) {
        protocol.set(session.protocol());
        connections.incrementAndGet();
    }

    /**
     * An answer.
     *
     * @param number how many the connection must have had, with this one
     * @param word to what
     * @param answer version, number and word
     * @return the version
     */
    int answered(int number, String word, String answer) {
        String[] parts = answer.split(" ", 3);
        if (parts.length != 3 || Integer.parseInt(parts[1]) != number || !parts[2].equalsIgnoreCase(word))
            throw new IllegalStateException("word " + number + ", " + word + ", was answered by " + answer);
        answers.incrementAndGet();
        return Integer.parseInt(parts[0]);
    }

    /** Who keeps a connection was answered on it. */
    void stays(String caller, int version) {
        staying.computeIfAbsent(version, v -> ConcurrentHashMap.newKeySet()).add(caller);
    }

    /** How many connections that are kept had answers of all these versions. */
    long staying(int... versions) {
        return staying.getOrDefault(versions[0], Set.of()).stream()
                .filter(caller -> Arrays.stream(versions)
                        .allMatch(v -> staying.getOrDefault(v, Set.of()).contains(caller)))
                .count();
    }

    void lost(Throwable failure) {
        lost.incrementAndGet();
        why.compareAndSet(null, failure);
    }

    int connections() {
        return connections.get();
    }

    int answers() {
        return answers.get();
    }

    int lost() {
        return lost.get();
    }

    Optional<Throwable> why() {
        return Optional.ofNullable(why.get());
    }

    String protocol() {
        return String.valueOf(protocol.get());
    }
}
