package com.acme.coro.scheduler.core;

import com.acme.coro.api.CoroId;
import com.acme.coro.api.CoroSnapshot;
import com.acme.coro.api.CoroState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A snapshot of a coroutine. */
record SnapshotRecord(
        CoroId id,
        String name,
        String scheduler,
        String bundle,
        Optional<String> function,
        Optional<CoroId> parent,
        CoroState state,
        String waitingOn,
        Optional<Duration> waiting,
        int mailbox,
        Duration age,
        long turns,
        boolean daemon,
        boolean shielded,
        List<String> names,
        String code,
        boolean swappable,
        List<String> monitors,
        List<String> links)
        implements CoroSnapshot {
    SnapshotRecord {
        names = List.copyOf(names);
        monitors = List.copyOf(monitors);
        links = List.copyOf(links);
    }
}
