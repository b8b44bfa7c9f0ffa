package com.acme.coro.shell;

import com.acme.coro.api.hotswap.FunctionVersion;
import com.acme.coro.api.hotswap.HotSwap;
import com.acme.coro.api.hotswap.Leak;
import com.acme.coro.api.hotswap.Revision;
import com.acme.coro.api.hotswap.SwapReport;
import com.acme.coro.api.hotswap.SwapReport.Result;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Swaps that somebody has made. */
final class Garage implements HotSwap {
    static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    final List<SwapReport> reports = new ArrayList<>();
    final List<FunctionVersion> functions = new ArrayList<>();
    final List<Leak> leaks = new ArrayList<>();
    final List<String> staged = new ArrayList<>();
    Result answer = Result.SWAPPED;

    static Revision revision(int version) {
        return new Revision(7, "village.bundle", version + ".0.0", "abcdef0" + version + "99");
    }

    static SwapReport report(long id, Result result, String reason) {
        return new Facts.Report(
                id,
                NOON,
                List.of("meter"),
                2,
                List.of("meter.north", "meter.south"),
                revision(1),
                revision(2),
                result,
                reason,
                1,
                12,
                3,
                List.of("meter.total: the component unit was not written, and is empty"),
                List.of("Reading: no unit"),
                List.of("meter.south: it is not swappable"),
                new Facts.Phases(
                        Duration.ofMillis(1),
                        Duration.ofMillis(2),
                        Duration.ofMillis(3),
                        Duration.ofMillis(4),
                        Duration.ofMillis(15)));
    }

    @Override
    public SwapReport stage(String bundleOrFunction, Path jar) {
        if (!Files.exists(jar)) throw new java.io.UncheckedIOException(new java.io.IOException(jar.toString()));
        staged.add(bundleOrFunction + " " + jar.getFileName());
        return report(1, answer, answer == Result.SWAPPED ? "" : "it does not resolve\n");
    }

    @Override
    public SwapReport stage(String bundleOrFunction, InputStream jar) {
        throw new UnsupportedOperationException("commands have files");
    }

    @Override
    public List<SwapReport> reports() {
        return reports;
    }

    @Override
    public Optional<SwapReport> report(long id) {
        return reports.stream().filter(r -> r.id() == id).findFirst();
    }

    @Override
    public List<FunctionVersion> functions() {
        return functions;
    }

    @Override
    public List<Leak> leaks() {
        return leaks;
    }
}
