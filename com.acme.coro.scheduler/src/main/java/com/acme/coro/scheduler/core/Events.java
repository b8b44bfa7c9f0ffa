package com.acme.coro.scheduler.core;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroEvent;
import com.acme.coro.api.CoroListener;
import com.acme.coro.api.Failure;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.service.log.Logger;

/**
 * Tells listeners, the log and the flight recorder what happened. Whoever reports never waits: events go through a
 * bounded queue to one thread; those that do not fit are counted, and the count is logged.
 */
public final class Events implements AutoCloseable {
    private static final int QUEUE = 10_000;
    private static final int TEXT = 200;
    private static final Duration END = Duration.ofSeconds(1);

    private final ArrayBlockingQueue<CoroEvent> queue = new ArrayBlockingQueue<>(QUEUE);
    private final List<CoroListener> listeners = new CopyOnWriteArrayList<>();
    private final AtomicLong dropped = new AtomicLong();
    private final FlightRecorder flight = new FlightRecorder();
    private final Logs logs;
    private final Thread thread;
    private volatile boolean closed;

    Events(Logs logs) {
        this.logs = logs;
        thread = Thread.ofPlatform()
                .name("coro-events")
                .daemon(true)
                .inheritInheritableThreadLocals(false)
                .unstarted(this::run);
        thread.setContextClassLoader(null);
        thread.start();
    }

    private Logger log() {
        return logs.logger("com.acme.coro.scheduler");
    }

    /** What happens from now on is not for the flight recorder. */
    void leaveOutOfRecordings() {
        flight.close();
    }

    /** Tells a listener of all that is reported from now on. */
    public Scheduler.Registration listen(CoroListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Reports that a message will not be handled. */
    public void deadLetter(Coro coro, Object message, CoroEvent.DeadLetter.Reason reason) {
        String type = message.getClass().getName();
        flight.deadLetter(coro, type, reason);
        report(new CoroEvent.DeadLetter(coro, text(message), type, reason));
    }

    /** Reports that a message will not be handled, with what was wrong with it. */
    void deadLetter(Coro coro, Object message, CoroEvent.DeadLetter.Reason reason, String why) {
        String type = message.getClass().getName();
        flight.deadLetter(coro, type, reason);
        report(new CoroEvent.DeadLetter(coro, text(message) + " (" + why + ")", type, reason));
    }

    void swapped(LocalCoro c, String function, String from, String to, Duration pause) {
        flight.swapped(c, function, from, to, pause);
        report(new CoroEvent.Swapped(c, function, from, to, pause));
    }

    void swapRefused(LocalCoro c, String function, String reason) {
        report(new CoroEvent.SwapRefused(c, function, reason));
    }

    void spawned(LocalCoro c) {
        flight.spawned(c);
    }

    void ended(LocalCoro c, Outcome how) {
        flight.ended(c, how);
        if (!how.normal() && !(how instanceof Outcome.Terminated)) report(new CoroEvent.Ended(c, how));
    }

    /** Reports a restart in place. */
    public void restarted(Coro coro, Failure failure) {
        report(new CoroEvent.Restarted(coro, failure));
    }

    void deepMailbox(LocalCoro c, int depth) {
        flight.deepMailbox(c, depth);
        report(new CoroEvent.DeepMailbox(c, depth));
    }

    void longTurn(LocalCoro c, Duration lasting, StackTraceElement[] stack) {
        flight.longTurn(c, lasting, stack);
        report(new CoroEvent.LongTurn(c, lasting, List.of(stack)));
    }

    void pinned(LocalCoro c, StackTraceElement[] stack) {
        report(new CoroEvent.Pinned(c, List.of(stack)));
    }

    void signalSwallowed(LocalCoro c) {
        StackTraceElement[] stack = new Throwable().getStackTrace();
        report(new CoroEvent.SignalSwallowed(c, Arrays.asList(stack)));
    }

    /** What threw while a coroutine that was asked to end cleaned up; its outcome is what it was asked to end with. */
    void cleanupFailed(LocalCoro c, Failure failure) {
        log().warn("clean-up failed: coro={}", c, failure.toThrowable());
    }

    /** The message as people may see it; its own code may throw. */
    private static String text(Object message) {
        try {
            String s = String.valueOf(message);
            return s.length() <= TEXT ? s : s.substring(0, TEXT) + "…";
        } catch (RuntimeException | StackOverflowError unprintable) {
            return "(not printable: " + unprintable.getClass().getName() + ")";
        }
    }

    private void report(CoroEvent event) {
        if (!queue.offer(event)) dropped.incrementAndGet();
    }

    private void run() {
        while (!closed || !queue.isEmpty()) {
            try {
                CoroEvent event = queue.take();
                long lost = dropped.getAndSet(0);
                if (lost > 0) log().warn("events came too fast: dropped={}", lost);
                log(event);
                for (CoroListener l : listeners) tell(l, event);
            } catch (InterruptedException stop) {
                // closing: what is queued is told, then this ends
                continue;
            }
        }
    }

    /** A log service that fails must not keep listeners from being told. */
    private void log(CoroEvent event) {
        try {
            write(event);
        } catch (RuntimeException e) {
            System.getLogger("com.acme.coro.scheduler")
                    .log(System.Logger.Level.ERROR, "the log service failed: event=" + event, e);
        }
    }

    private void tell(CoroListener listener, CoroEvent event) {
        try {
            listener.onEvent(event);
        } catch (RuntimeException | Error e) {
            log().error("a listener failed: listener={}", listener.getClass().getName(), e);
        }
    }

    private void write(CoroEvent event) {
        switch (event) {
            case CoroEvent.DeadLetter d ->
                log().warn(
                                "dead letter: coro={}, reason={}, type={}, message={}",
                                d.coro(),
                                d.reason(),
                                d.type(),
                                d.message());
            case CoroEvent.Ended e
            when e.outcome() instanceof Outcome.Failed f ->
                log().warn("coroutine failed: coro={}", e.coro(), f.failure().toThrowable());
            case CoroEvent.Ended e
            when e.outcome() instanceof Outcome.CodeGone ->
                log().info("coroutine ended: coro={}, outcome={}", e.coro(), e.outcome());
            case CoroEvent.Ended e -> log().warn("coroutine ended: coro={}, outcome={}", e.coro(), e.outcome());
            case CoroEvent.Restarted r ->
                log().warn(
                                "coroutine failed and starts again: coro={}",
                                r.coro(),
                                r.failure().toThrowable());
            case CoroEvent.LongTurn t ->
                log().warn(
                                "coroutine keeps its scheduler: coro={}, for={} ms, at\n{}",
                                t.coro(),
                                t.lasting().toMillis(),
                                lines(t.stack()));
            case CoroEvent.Pinned p ->
                log().warn(
                                "coroutine waits where its thread cannot be unmounted: coro={}, at\n{}",
                                p.coro(),
                                lines(p.stack()));
            case CoroEvent.Swapped s ->
                log().debug(
                                "coroutine goes on in other code: coro={}, function={}, from={}, to={}, pause={} ms",
                                s.coro(),
                                s.function(),
                                s.from(),
                                s.to(),
                                s.pause().toMillis());
            case CoroEvent.SwapRefused s ->
                log().info("swap refused: coro={}, function={}, reason={}", s.coro(), s.function(), s.reason());
            case CoroEvent.DeepMailbox m -> log().warn("mailbox is deep: coro={}, messages={}", m.coro(), m.depth());
            case CoroEvent.SignalSwallowed s ->
                log().warn(
                                "coroutine swallowed the signal to end, or cleaned up for too long: coro={}, at\n{}",
                                s.coro(),
                                lines(s.stack()));
        }
    }

    private static String lines(List<StackTraceElement> stack) {
        var b = new StringBuilder();
        for (StackTraceElement e : stack) b.append("    ").append(e).append('\n');
        return b.toString();
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
