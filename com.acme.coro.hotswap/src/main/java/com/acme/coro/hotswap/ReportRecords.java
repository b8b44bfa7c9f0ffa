package com.acme.coro.hotswap;

import com.acme.coro.api.hotswap.FunctionVersion;
import com.acme.coro.api.hotswap.Leak;
import com.acme.coro.api.hotswap.Revision;
import com.acme.coro.api.hotswap.SwapReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The snapshots that are handed to programs. */
final class ReportRecords {
    private ReportRecords() {}

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
            implements SwapReport {
        Report {
            functions = List.copyOf(functions);
            names = List.copyOf(names);
            differences = List.copyOf(differences);
            unfit = List.copyOf(unfit);
            stayed = List.copyOf(stayed);
        }
    }

    record Phases(Duration quiesce, Duration convert, Duration resolve, Duration start, Duration pause)
            implements SwapReport.Phases {}

    record Left(Revision revision, Instant left, Hold hold) implements Leak {}

    record Version(String name, Revision revision, boolean offered, int running, int between)
            implements FunctionVersion {}
}
