package com.acme.coro.examples.switchboard.callers;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.io.AsyncSocket;
import com.acme.coro.api.io.AsyncSockets;
import com.acme.coro.api.io.ConnectSpec;
import com.acme.coro.api.io.CoroIoException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Clients that say something, wait for the answer, and so on. Some keep their connection all the time, the others make a
 * new one for each word. They know nothing of versions.
 */
final class Callers {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final AsyncSockets sockets;
    private final ConnectSpec to;
    private final Tally tally;
    private final List<Coro> all = new ArrayList<>(); // the thread's that made this
    private volatile boolean enough;

    /**
     * Starts to talk.
     *
     * @param coros runs the callers
     * @param sockets connects
     * @param to the switchboard
     * @param tally counts
     * @param kept how many keep their connection
     * @param brief how many do not
     */
    Callers(Scheduler coros, AsyncSockets sockets, ConnectSpec to, Tally tally, int kept, int brief) {
        this.sockets = sockets;
        this.to = to;
        this.tally = tally;
        for (int i = 0; i < kept; i++) {
            all.add(coros.spawn("caller-" + i, self -> {
                talk(self.name(), true);
                return null;
            }));
        }
        for (int i = 0; i < brief; i++) {
            all.add(coros.spawn("brief-caller-" + i, self -> {
                while (!enough) talk(self.name(), false);
                return null;
            }));
        }
    }

    private void talk(String name, boolean keeps) {
        try (AsyncSocket line = sockets.connect(to)) {
            tally.connected(line.handshake());
            int words = 0;
            do {
                String word = name + "-" + ++words;
                line.sendAll((word + "\n").getBytes(StandardCharsets.UTF_8));
                Optional<String> answer = line.readLine(StandardCharsets.UTF_8, AsyncSocket.LINE_LIMIT, PATIENCE);
                if (answer.isEmpty()) throw new IllegalStateException(word + ": the switchboard has hung up");
                int version = tally.answered(words, word, answer.get());
                if (keeps) tally.stays(name, version);
            } while (keeps && !enough);
        } catch (CoroIoException | IllegalStateException failure) {
            tally.lost(failure);
        }
    }

    /** Stops them, and waits for that. */
    void stop() {
        enough = true;
        all.forEach(caller -> caller.value(PATIENCE));
    }
}
