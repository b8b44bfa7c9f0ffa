package com.acme.coro.hotswap;

import com.acme.coro.api.hotswap.SwapListener;
import com.acme.coro.api.hotswap.SwapReport;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The last reports; tells each to the log, the flight recorder and the listeners. */
final class Reports implements AutoCloseable {
    private final OptionalServices surroundings;
    private final FlightRecorder recorder = new FlightRecorder();

    /** The oldest first. Guarded by this. */
    private final Deque<SwapReport> last = new ArrayDeque<>();
    /** Guarded by this. */
    private long ids;

    private final SwapThreads threads;

    Reports(OptionalServices surroundings, SwapThreads threads) {
        this.surroundings = surroundings;
        this.threads = threads;
    }

    synchronized long nextId() {
        return ++ids;
    }

    /** On the service thread. What was not expected is logged as a warning. */
    void add(SwapReport report, boolean expected, int most) {
        synchronized (this) {
            last.addLast(report);
            while (last.size() > most) last.removeFirst();
        }
        try {
            recorder.swapped(report);
        } catch (Throwable e) { // a report comes whatever the recorder does
            surroundings.error("a swap was not recorded: " + ForeignText.text(e), e);
        }
        surroundings.log(
                expected ? System.Logger.Level.INFO : System.Logger.Level.WARNING,
                ReportLine.of(report),
                ReportLine.details(report));
        List<SwapListener> listeners = surroundings.listeners();
        if (!listeners.isEmpty() && !threads.listeners(() -> tell(report, listeners))) {
            surroundings.warn("listeners of swaps were not called: too many reports wait for them: id=" + report.id());
        }
    }

    /** A listener may throw, or never return: others get the report, and nothing else waits. */
    private void tell(SwapReport report, List<SwapListener> listeners) {
        for (SwapListener listener : listeners) {
            try {
                listener.swapped(report);
            } catch (Throwable e) {
                surroundings.error(
                        "a listener of swaps failed: " + listener.getClass().getName() + ": " + ForeignText.text(e), e);
            }
        }
    }

    synchronized List<SwapReport> all() {
        return List.copyOf(last);
    }

    synchronized Optional<SwapReport> find(long id) {
        return last.stream().filter(r -> r.id() == id).findFirst();
    }

    @Override
    public void close() {
        recorder.close();
    }
}
