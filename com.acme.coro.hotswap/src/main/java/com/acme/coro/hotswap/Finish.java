package com.acme.coro.hotswap;

import com.acme.coro.api.hotswap.Revision;
import com.acme.coro.api.hotswap.SwapReport;
import com.acme.coro.api.hotswap.SwapReport.Result;
import com.acme.coro.api.spi.SwapControl.Between;
import com.acme.coro.api.spi.SwapControl.Stayed;
import com.acme.coro.api.spi.SwapControl.Unfit;
import com.acme.coro.api.spi.TimeSource;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** Says what became of a crossing, and clears up after it. */
final class Finish {
    static final String ALL_HAD_ENDED = "all had ended while they waited";
    private static final int NAMES = 100;

    private final BundleContext context;
    private final TimeSource time;
    private final Clock clock;
    private final Surroundings surroundings;
    private final Threads threads;
    private final Contents contents;
    private final Reports reports;
    private final Supplier<Settings> settings;

    Finish(
            BundleContext context,
            TimeSource time,
            Clock clock,
            Surroundings surroundings,
            Threads threads,
            Contents contents,
            Reports reports,
            Supplier<Settings> settings) {
        this.context = context;
        this.time = time;
        this.clock = clock;
        this.surroundings = surroundings;
        this.threads = threads;
        this.contents = contents;
        this.reports = reports;
        this.settings = settings;
    }

    /** What happened, as far as it differs from case to case. */
    private record Case(
            Result result,
            String reason,
            int went,
            int messages,
            int converted,
            List<Unfit> unfit,
            long convertingNanos,
            Duration resolve,
            Duration start) {}

    /** They went on. */
    void wentOn(Crossing c, Entrance e, long arrived) {
        boolean nobody = e.went() == 0 && !c.departure.between().isEmpty();
        Result result = nobody ? Result.CODE_GONE : c.goesBack() ? Result.ROLLED_BACK : Result.SWAPPED;
        String reason = nobody ? ALL_HAD_ENDED : c.goesBack() ? c.problem() : "";
        long bundleId = e.bundleId().orElse(c.bundleId());
        tell(
                c,
                bundleId,
                new Case(
                        result,
                        reason,
                        e.went(),
                        e.messages(),
                        e.converted(),
                        e.unfit(),
                        e.convertingNanos(),
                        c.resolving(),
                        c.starting(arrived)));
    }

    /** They ended. */
    void ended(Crossing c, String why) {
        tell(c, c.bundleId(), without(c, Result.CODE_GONE, why, 0));
    }

    /** A staged update was refused; those that had left are back. */
    void refused(Crossing c, String why, int back) {
        tell(c, c.bundleId(), without(c, Result.REFUSED, why, back));
    }

    /** A staged update without coroutines was made. */
    void updated(Crossing c) {
        tell(c, c.bundleId(), without(c, Result.SWAPPED, "", 0));
    }

    private static Case without(Crossing c, Result result, String why, int went) {
        return new Case(result, why, went, 0, 0, List.of(), 0, c.resolving(), Duration.ZERO);
    }

    private void tell(Crossing c, long bundleId, Case what) {
        Duration pause = Duration.ofNanos(time.nanos() - c.began);
        forget(c);
        contents.release(c.left);
        boolean back = what.result == Result.ROLLED_BACK || what.result == Result.REFUSED;
        Bundle bundle = back ? null : context.getBundle(bundleId);
        CompletableFuture<Revision> came = bundle == null || bundle.getState() == Bundle.UNINSTALLED
                ? CompletableFuture.completedFuture(c.came())
                : contents.keep(bundle).thenApply(Kept::revision);
        came.whenComplete((to, failed) -> threads.service(() -> {
            SwapReport report = report(c, failed == null ? to : c.came(), what, pause);
            reports.add(report, settings.get().reports());
            c.report.complete(report);
        }));
    }

    private void forget(Crossing c) {
        ClassLoader old = c.leftLoader.get();
        if (old != null && Stale.is(old)) surroundings.codec().ifPresent(codec -> codec.forget(old));
    }

    private SwapReport report(Crossing c, Revision to, Case what, Duration pause) {
        List<Between> between = c.departure.between();
        List<Stayed> stayed = c.departure.stayed();
        Stream<String> names = Stream.concat(
                between.stream().map(b -> b.coro().name()),
                stayed.stream().map(s -> s.coro().name()));
        var unfit = new ArrayList<>(c.departure.unfit());
        unfit.addAll(what.unfit);
        return new ReportRecords.Report(
                reports.nextId(),
                clock.instant(),
                List.copyOf(c.functions),
                between.size() + stayed.size(),
                names.limit(NAMES).toList(),
                c.left.revision(),
                to,
                what.result,
                what.reason,
                what.went,
                what.messages,
                what.converted,
                unfit.stream().map(u -> u.type() + ": " + u.reason()).toList(),
                stayed.stream().map(s -> s.coro().name() + ": " + s.reason()).toList(),
                new ReportRecords.Phases(
                        c.departure.quiescing(),
                        c.departure.converting().plusNanos(what.convertingNanos),
                        what.resolve,
                        what.start,
                        pause));
    }
}
