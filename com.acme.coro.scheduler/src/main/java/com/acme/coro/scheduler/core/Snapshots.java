package com.acme.coro.scheduler.core;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroId;
import com.acme.coro.api.CoroSnapshot;
import com.acme.coro.api.spi.SwapControl;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** Makes snapshots of coroutines. From any thread. */
public final class Snapshots {
    private Snapshots() {}

    public static CoroSnapshot of(LocalCoro c) {
        FunctionOffer f = c.function();
        return new SnapshotRecord(
                c.id(),
                c.name,
                c.engine.name,
                c.group.owner(),
                functionOf(c, f),
                c.parent == 0 ? Optional.empty() : Optional.of(new CoroId(c.runtime().incarnation, c.parent)),
                c.state(),
                c.waitingOn(),
                Optional.ofNullable(c.waiting()),
                c.mail(),
                Duration.ofNanos(c.engine.time.nanos() - c.born),
                c.turns,
                c.daemon(),
                c.shields() > 0,
                c.names(),
                codeOf(c, f),
                c.swappable(),
                c.monitors().stream().map(Coro::toString).toList(),
                c.links().stream().map(Coro::toString).toList());
    }

    public static String codeOf(LocalCoro c, FunctionOffer runs) {
        if (runs != null) return runs.bundle();
        SwapControl.Between place = c.place();
        return place == null ? c.group.owner() : place.left().bundle();
    }

    private static Optional<String> functionOf(LocalCoro c, FunctionOffer runs) {
        if (runs != null) return Optional.of(runs.name());
        return Optional.ofNullable(c.place()).map(place -> place.left().name());
    }

    /** Where a coroutine is. */
    public static String where(LocalCoro c) {
        Thread t = c.thread;
        StackTraceElement[] stack = t == null ? new StackTraceElement[0] : t.getStackTrace();
        return Arrays.stream(stack)
                .dropWhile(e -> e.getModuleName() != null && e.getModuleName().startsWith("java."))
                .limit(3)
                .map(StackTraceElement::toString)
                .reduce((a, b) -> a + " < " + b)
                .orElse("an unknown place");
    }
}
