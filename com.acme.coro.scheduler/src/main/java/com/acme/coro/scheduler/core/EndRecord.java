package com.acme.coro.scheduler.core;

import com.acme.coro.api.CoroId;
import com.acme.coro.api.Failure;
import com.acme.coro.api.spi.Coroutines;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A snapshot of a coroutine that has ended. */
record EndRecord(
        CoroId id,
        String name,
        String scheduler,
        String bundle,
        Optional<String> function,
        List<String> names,
        Duration lived,
        Duration ago,
        long turns,
        String outcome,
        Optional<Failure> failure)
        implements Coroutines.Ended {
    EndRecord {
        names = List.copyOf(names);
    }
}
