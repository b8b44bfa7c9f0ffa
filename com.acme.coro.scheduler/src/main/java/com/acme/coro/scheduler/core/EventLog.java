package com.acme.coro.scheduler.core;

import com.acme.coro.api.CoroEvent;
import com.acme.coro.api.Failure;
import com.acme.coro.api.Outcome;
import java.util.List;
import java.util.Optional;
import org.osgi.service.log.Logger;

/**
 * Lines of the log for events: what happened stands first, then to which coroutine, since some logs cut off what is
 * long; a stack is handed over as a throwable, since some logs print line breaks as they print any control character.
 * Confined to the events thread.
 */
final class EventLog {
    private final Loggers logs;

    EventLog(Loggers logs) {
        this.logs = logs;
    }

    private Logger log() {
        return logs.logger("com.acme.coro.scheduler");
    }

    void write(CoroEvent event) {
        switch (event) {
            case CoroEvent.DeadLetter unused -> {} // has a limit of its own: DeadLetterLog
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
                                "coroutine keeps its scheduler: coro={}, for={} ms, at={}",
                                t.coro(),
                                t.lasting().toMillis(),
                                innermost(t.stack()),
                                stack(t.stack()));
            case CoroEvent.Pinned p ->
                log().warn(
                                "coroutine waits where its thread cannot be unmounted: coro={}, at={}",
                                p.coro(),
                                innermost(p.stack()),
                                stack(p.stack()));
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
                                "coroutine swallowed the signal to end, or cleaned up for too long: coro={}, at={}",
                                s.coro(),
                                innermost(s.stack()),
                                stack(s.stack()));
            default -> log().info("event: {}", event);
        }
    }

    void cleanupFailed(LocalCoro c, Failure failure) {
        log().warn("clean-up failed: coro={}", c, failure.toThrowable());
    }

    void listenerFailed(String type, Failure failure) {
        log().error("a listener failed: listener={}", type, failure.toThrowable());
    }

    void dropped(long count) {
        log().warn("events came too fast: dropped={}", count);
    }

    void broken(Throwable fault) {
        log().error("an event was not told", Failure.of(fault).toThrowable());
    }

    private static Object innermost(List<StackTraceElement> stack) {
        return stack.isEmpty() ? "(no frames)" : stack.getFirst();
    }

    private static Throwable stack(List<StackTraceElement> frames) {
        return new Failure("where it is", "", frames, Optional.empty(), List.of()).toThrowable();
    }
}
