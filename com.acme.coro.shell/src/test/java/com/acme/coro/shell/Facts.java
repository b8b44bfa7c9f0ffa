package com.acme.coro.shell;

import com.acme.coro.api.CoroId;
import com.acme.coro.api.CoroSnapshot;
import com.acme.coro.api.CoroState;
import com.acme.coro.api.Failure;
import com.acme.coro.api.hotswap.FunctionVersion;
import com.acme.coro.api.hotswap.Leak;
import com.acme.coro.api.hotswap.Revision;
import com.acme.coro.api.hotswap.SwapReport;
import com.acme.coro.api.spi.Coroutines;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the village and the garage tell the shell. */
final class Facts {
    private Facts() {}

    record Status(
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
            implements CoroSnapshot {}

    record Ended(
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
            implements Coroutines.Ended {}

    record SchedulerStatus(
            String name,
            String carrier,
            int coroutines,
            int ready,
            boolean idle,
            long turns,
            long spares,
            Optional<Coroutines.Turn> turn)
            implements Coroutines.SchedulerStatus {}

    record Turn(CoroId coroutine, String name, String bundle, Duration lasting) implements Coroutines.Turn {}

    record FunctionStatus(String name, String bundle, Optional<List<String>> parameters, int running)
            implements Coroutines.FunctionStatus {}

    record Report(
            long id,
            Instant at,
            List<String> functions,
            int coroutines,
            List<String> names,
            Revision from,
            Revision to,
            Result result,
            String reason,
            int swapped,
            int messages,
            int converted,
            List<String> differences,
            List<String> unfit,
            List<String> stayed,
            Phases phases)
            implements SwapReport {}

    record Phases(Duration quiesce, Duration convert, Duration resolve, Duration start, Duration pause)
            implements SwapReport.Phases {}

    record Left(Revision revision, Instant left, Hold hold) implements Leak {}

    record Version(String name, Revision revision, boolean offered, int running, int between)
            implements FunctionVersion {}
}
