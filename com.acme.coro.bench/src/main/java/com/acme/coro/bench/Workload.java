package com.acme.coro.bench;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The workloads by the names that the command line and the reports have for them. */
enum Workload {
    SPAWN("spawn", "W1", "N coroutines that each wait for one message; then all are resumed", SpawnLoad::run),
    PINGPONG("pingpong", "W2a", "two coroutines, N messages to and fro", PingPongLoad::run),
    RING("ring", "W2b", "a ring of 1000 coroutines, N messages around it", RingLoad::run),
    MAILBOX("mailbox", "W3", "100 senders deliver N messages into one mailbox of 1024", MailboxLoad::run),
    FANOUT("fanout", "W4", "one publisher, N messages, 1000 subscribers of a channel", FanOutLoad::run),
    TIMERS("timers", "W5", "N coroutines, each sleeps 5 times up to a second", TimersLoad::run);

    /** What a workload does. */
    interface Load {
        /**
         * Runs in the driver's coroutine.
         *
         * @param stage what there is to work with
         * @return what was measured
         * @throws Exception if the workload failed
         */
        Figures run(Stage stage) throws Exception;
    }

    final String word;
    final String id;
    final String summary;
    final Load load;

    Workload(String word, String id, String summary, Load load) {
        this.word = word;
        this.id = id;
        this.summary = summary;
        this.load = load;
    }

    static Optional<Workload> called(String word) {
        return Arrays.stream(values()).filter(w -> w.word.equals(word)).findFirst();
    }

    static String words() {
        return Arrays.stream(values()).map(w -> w.word).collect(Collectors.joining(", "));
    }
}
