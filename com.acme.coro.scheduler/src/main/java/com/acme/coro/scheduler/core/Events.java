package com.acme.coro.scheduler.core;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroEvent;
import com.acme.coro.api.CoroListener;
import com.acme.coro.api.Failure;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.spi.TimeSource;
import com.acme.coro.scheduler.guard.Foreign;
import com.acme.coro.support.thread.DaemonThread;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reports to listeners, the log and the flight recorder what happened. The caller never waits and never gets an
 * exception: events go through a bounded queue to one thread; those that do not fit are counted, and the count is
 * logged.
 *
 * <p>The text of a message that became a dead letter is made on the events thread, and only if there is a listener or
 * the log shows contents: a program's {@code toString} may take long or not return, and must not do that in a turn. So
 * the text is that of the message a moment later; a message that its sender still changes is printed as it is then. The
 * queue holds the message until then, and with it the classes of its bundle.
 */
public final class Events implements AutoCloseable {
    private static final int QUEUE = 10_000;
    /** So many messages are held for their texts to be made; they may be large. */
    private static final int HELD = 1_000;

    private static final Duration END = Duration.ofSeconds(1);
    private static final long TICK_MILLIS = 1_000;

    /** A CoroEvent, a {@link Letter}, or something else to be logged. */
    private final ArrayBlockingQueue<Object> queue = new ArrayBlockingQueue<>(QUEUE);

    private final List<CoroListener> listeners = new CopyOnWriteArrayList<>();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicInteger held = new AtomicInteger();
    private final FlightRecorder flight = new FlightRecorder();
    private final EventLog log;
    private final DeadLetterLog deadLetters;
    private final Thread thread;
    private volatile boolean closed;

    /** A message that became a dead letter, on its way to the events thread. */
    private record Letter(
            Coro coro, Object message, boolean counted, String type, CoroEvent.DeadLetter.Reason reason, String why) {}

    Events(Loggers logs, TimeSource time) {
        log = new EventLog(logs);
        deadLetters = new DeadLetterLog(logs, time);
        thread = DaemonThread.of("coro-events", this::run);
        thread.start();
    }

    /** What happens from now on is not for the flight recorder. */
    public void leaveOutOfRecordings() {
        flight.close();
    }

    /** Tells a listener of all that is reported from now on. */
    public Scheduler.Registration listen(CoroListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Reports that a message will not be handled. */
    public void deadLetter(Coro coro, Object message, CoroEvent.DeadLetter.Reason reason) {
        deadLetter(coro, message, reason, "");
    }

    /** Reports that a message will not be handled, with what was wrong with it. */
    public void deadLetter(Coro coro, Object message, CoroEvent.DeadLetter.Reason reason, String why) {
        try {
            String type = message.getClass().getName();
            flight.deadLetter(coro, type, reason);
            boolean small = isSmall(message);
            boolean counted = !small && held.incrementAndGet() <= HELD;
            if (!small && !counted) held.decrementAndGet();
            Object kept = small ? Foreign.text(message) : counted ? message : null;
            if (!report(new Letter(coro, kept, counted, type, reason, why)) && counted) held.decrementAndGet();
        } catch (Throwable fault) { // no memory, no stack
            dropped.incrementAndGet();
        }
    }

    /** Whether its text is made at once and without any foreign code. */
    private static boolean isSmall(Object message) {
        return message instanceof String
                || message instanceof Integer
                || message instanceof Long
                || message instanceof Double
                || message instanceof Boolean
                || message instanceof Character;
    }

    public void swapped(LocalCoro c, String function, String from, String to, Duration pause) {
        try {
            flight.swapped(c, function, from, to, pause);
            report(new EventRecords.Swapped(c, function, from, to, pause));
        } catch (Throwable fault) {
            dropped.incrementAndGet();
        }
    }

    public void swapRefused(LocalCoro c, String function, String reason) {
        report(new EventRecords.SwapRefused(c, function, reason));
    }

    void spawned(LocalCoro c) {
        try {
            flight.spawned(c);
        } catch (Throwable fault) {
            dropped.incrementAndGet();
        }
    }

    void ended(LocalCoro c, Outcome how) {
        try {
            flight.ended(c, how);
            if (!how.normal() && !(how instanceof Outcome.Terminated)) report(new EventRecords.Ended(c, how));
        } catch (Throwable fault) {
            dropped.incrementAndGet();
        }
    }

    /** Reports a restart in place. */
    public void restarted(Coro coro, Failure failure) {
        report(new EventRecords.Restarted(coro, failure));
    }

    void deepMailbox(LocalCoro c, int depth) {
        try {
            flight.deepMailbox(c, depth);
            report(new EventRecords.DeepMailbox(c, depth));
        } catch (Throwable fault) {
            dropped.incrementAndGet();
        }
    }

    public void longTurn(LocalCoro c, Duration lasting, StackTraceElement[] stack) {
        try {
            flight.longTurn(c, lasting, stack);
            report(new EventRecords.LongTurn(c, lasting, List.of(stack)));
        } catch (Throwable fault) {
            dropped.incrementAndGet();
        }
    }

    public void pinned(LocalCoro c, StackTraceElement[] stack) {
        report(new EventRecords.Pinned(c, List.of(stack)));
    }

    void signalSwallowed(LocalCoro c) {
        StackTraceElement[] stack = new Throwable().getStackTrace();
        report(new EventRecords.SignalSwallowed(c, List.of(stack)));
    }

    /** What threw while a coroutine that was asked to end cleaned up; its outcome is what it was asked to end with. */
    void cleanupFailed(LocalCoro c, Failure failure) {
        report((Runnable) () -> log.cleanupFailed(c, failure));
    }

    private boolean report(Object event) {
        boolean fits = queue.offer(event);
        if (!fits) dropped.incrementAndGet();
        return fits;
    }

    /** The life of the events thread. Whatever is thrown, of foreign code or for want of memory, it goes on. */
    private void run() {
        Throwable fault = null;
        while (!closed || !queue.isEmpty()) {
            try {
                if (fault != null) {
                    Throwable last = fault;
                    fault = null;
                    log.broken(last);
                }
                next();
            } catch (InterruptedException stop) {
                // closing: what is queued is told, then this ends
                continue;
            } catch (Throwable t) { // nothing is done here: that could throw, too
                fault = t;
            }
        }
        Throwable unused = Foreign.thrownBy(deadLetters::tellMore);
    }

    private void next() throws InterruptedException {
        Object event = deadLetters.hasMore() ? queue.poll(TICK_MILLIS, TimeUnit.MILLISECONDS) : queue.take();
        long lost = dropped.getAndSet(0);
        if (lost > 0) log.dropped(lost);
        switch (event) {
            case null -> deadLetters.periodOver();
            case Letter l -> letter(l);
            case Runnable line -> line.run();
            case CoroEvent e -> {
                Throwable unlogged = Foreign.thrownBy(() -> log.write(e));
                tell(e);
                if (unlogged != null) log.broken(unlogged);
            }
            default ->
                throw new IllegalStateException(
                        "not an event: " + event.getClass().getName());
        }
    }

    private void letter(Letter l) {
        if (l.counted()) held.decrementAndGet();
        boolean shown = deadLetters.admits(l.coro(), l.type(), l.reason());
        boolean contents = shown
                && l.coro() instanceof LocalCoro c
                && c.scheduler().settings.deadLetterContents();
        String text = contents || !listeners.isEmpty() ? text(l) : "";
        if (shown) deadLetters.write(l.coro(), l.type(), l.reason(), l.why(), contents ? text : "");
        if (listeners.isEmpty()) return;
        tell(new EventRecords.DeadLetter(
                l.coro(), l.why().isEmpty() ? text : text + " (" + l.why() + ")", l.type(), l.reason()));
    }

    private static String text(Letter l) {
        if (l.message() instanceof String s && !l.counted()) return s;
        return l.counted() ? Foreign.text(l.message()) : "(not printed: too many dead letters at once)";
    }

    private void tell(CoroEvent event) {
        for (CoroListener l : listeners) {
            Foreign.run(
                    () -> l.onEvent(event),
                    failure -> log.listenerFailed(l.getClass().getName(), failure));
        }
    }

    @Override
    public void close() {
        closed = true;
        flight.close();
        thread.interrupt();
    }

    /** Waits, once closed, for what is queued to be told: after that the bundle's classes may be gone. */
    public void awaitEnd() {
        if (thread.equals(Thread.currentThread())) return;
        try {
            thread.join(END.toMillis());
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
