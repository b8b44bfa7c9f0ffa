package com.acme.coro.scheduler.core;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroEvent.DeadLetter.Reason;
import com.acme.coro.api.spi.TimeSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Lines of the log for dead letters: senders that do not notice the end of a receiver make any number of them. The first
 * ones of a period have a line each, all others one together, with their number. What is in a message is not for the
 * log, unless that is configured. Confined to the events thread.
 */
final class DeadLetterLog {
    /** Lines of one period, altogether and for those of one kind: receiver, type and reason. */
    private static final int LINES = 100;

    private static final int LINES_OF_A_KIND = 5;

    private static final Duration PERIOD = Duration.ofSeconds(10);
    /** So many kinds are told apart in one period. */
    private static final int KINDS = 100;

    private static final int TOLD = 3;

    private final Loggers logs;
    private final TimeSource time;
    /** How many there were in this period, with a line or without, by kind. */
    private final Map<String, Long> seen = new HashMap<>();
    /** How many of them had no line. */
    private final Map<String, Long> more = new HashMap<>();

    private long began;
    private int lines;

    DeadLetterLog(Loggers logs, TimeSource time) {
        this.logs = logs;
        this.time = time;
        this.began = time.nanos();
    }

    /** Whether the next one has a line of its own. Otherwise it is counted. */
    boolean admits(Coro coro, String type, Reason reason) {
        periodOver();
        String kind = "coro=" + coro + ", reason=" + reason + ", type=" + type;
        if (seen.size() == KINDS && !seen.containsKey(kind)) kind = "others";
        long before = seen.merge(kind, 1L, Long::sum) - 1;
        if (lines < LINES && (before < LINES_OF_A_KIND || kind.equals("others"))) {
            lines++;
            return true;
        }
        more.merge(kind, 1L, Long::sum);
        return false;
    }

    /** One with a line of its own, with what is in it or, by default, without. */
    void write(Coro coro, String type, Reason reason, String why, String contents) {
        logs.logger("com.acme.coro.scheduler")
                .warn(
                        "dead letter: coro={}, reason={}, type={}{}{}",
                        coro,
                        reason,
                        type,
                        why.isEmpty() ? "" : ", because=" + why,
                        contents.isEmpty() ? "" : ", message=" + contents);
    }

    /** Whether some were counted and not told. */
    boolean hasMore() {
        return !more.isEmpty();
    }

    /** Tells how many there were, if the period is over. */
    void periodOver() {
        if (time.nanos() - began < PERIOD.toNanos()) return;
        tellMore();
        began = time.nanos();
        lines = 0;
        seen.clear();
    }

    /** Tells how many there were that had no line. */
    void tellMore() {
        if (more.isEmpty()) return;
        long all = more.values().stream().mapToLong(Long::longValue).sum();
        String most = more.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(TOLD)
                .map(e -> e.getValue() + " with " + e.getKey())
                .collect(Collectors.joining("; "));
        more.clear();
        logs.logger("com.acme.coro.scheduler").warn("more dead letters: count={}, of them: {}", all, most);
    }
}
