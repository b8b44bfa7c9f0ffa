package com.acme.coro.hotswap;

import com.acme.coro.api.hotswap.Revision;
import com.acme.coro.api.hotswap.SwapReport;
import com.acme.coro.api.hotswap.SwapReport.Result;
import com.acme.coro.api.spi.SwapControl.Between;
import com.acme.coro.api.spi.SwapControl.Stayed;
import com.acme.coro.api.spi.SwapControl.Unfit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;

/** Says what became of a swap, and clears up after it. */
final class SwapCompletion {
    private static final int NAMES = 100;

    private final SwapContext context;
    private final Reports reports;

    SwapCompletion(SwapContext context, Reports reports) {
        this.context = context;
        this.reports = reports;
    }

    /** What happened, as far as it differs from case to case. */
    private record Case(
            Result result,
            Reason reason,
            int went,
            int messages,
            int converted,
            List<String> differences,
            List<Unfit> unfit,
            long convertingNanos,
            Duration resolve,
            Duration start) {}

    /** They went on. */
    void wentOn(BundleSwap c, ResumeAttempt e, long arrived) {
        boolean nobody = e.went() == 0 && !c.departure.between().isEmpty();
        Result result = nobody ? Result.CODE_GONE : c.goesBack() ? Result.ROLLED_BACK : Result.SWAPPED;
        Reason reason = nobody ? Reason.ALL_HAD_ENDED : c.goesBack() ? Reason.failure(c.problem()) : Reason.NONE;
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
                        e.differences(),
                        e.unfit(),
                        e.convertingNanos(),
                        c.resolving(),
                        c.starting(arrived)));
    }

    /** They ended. */
    void ended(BundleSwap c, Reason why) {
        tell(c, c.bundleId(), without(c, Result.CODE_GONE, why, 0));
    }

    /** A staged update was refused; those that had left are back. */
    void refused(BundleSwap c, String why, int back) {
        tell(c, c.bundleId(), without(c, Result.REFUSED, Reason.failure(why), back));
    }

    /** A staged update without coroutines was made. */
    void updated(BundleSwap c) {
        tell(c, c.bundleId(), without(c, Result.SWAPPED, Reason.NONE, 0));
    }

    private static Case without(BundleSwap c, Result result, Reason why, int went) {
        return new Case(result, why, went, 0, 0, List.of(), List.of(), 0, c.resolving(), Duration.ZERO);
    }

    private void tell(BundleSwap c, long bundleId, Case what) {
        Duration pause = Duration.ofNanos(context.time().nanos() - c.began);
        forget(c);
        context.contents().release(c.left);
        boolean back = what.result == Result.ROLLED_BACK || what.result == Result.REFUSED;
        Bundle bundle = back ? null : context.bundles().getBundle(bundleId);
        CompletableFuture<Revision> came = bundle == null || bundle.getState() == Bundle.UNINSTALLED
                ? CompletableFuture.completedFuture(c.came())
                : context.contents().keep(bundle).thenApply(ArchivedRevision::revision);
        came.whenComplete((to, failed) -> context.threads().service(() -> {
            SwapReport report = report(c, failed == null ? to : c.came(), what, pause);
            reports.add(report, isExpected(c, what), context.settings().reports());
            c.report.complete(report);
        }));
    }

    /** Whether all that was to go on does, and nothing else ended than what ends with its bundle as ever. */
    private static boolean isExpected(BundleSwap c, Case what) {
        boolean allFit = c.departure.unfit().isEmpty() && what.unfit.isEmpty();
        boolean asEver = c.departure.stayed().stream().noneMatch(Stayed::swappable);
        boolean nobodyLeft = what.result == Result.CODE_GONE && what.reason.kind() == Reason.Kind.NOBODY_LEFT;
        return allFit && asEver && (what.result == Result.SWAPPED || nobodyLeft);
    }

    private void forget(BundleSwap c) {
        ClassLoader old = c.leftLoader.get();
        if (old != null && StaleRevisions.is(old))
            context.surroundings().codec().ifPresent(codec -> codec.forget(old));
    }

    private SwapReport report(BundleSwap c, Revision to, Case what, Duration pause) {
        List<Between> between = c.departure.between();
        List<Stayed> stayed = c.departure.stayed();
        Stream<String> names = Stream.concat(
                between.stream().map(b -> b.coro().name()),
                stayed.stream().map(s -> s.coro().name()));
        var unfit = new ArrayList<>(c.departure.unfit());
        unfit.addAll(what.unfit);
        return new ReportRecords.Report(
                reports.nextId(),
                context.clock().instant(),
                List.copyOf(c.functions),
                between.size() + stayed.size(),
                names.limit(NAMES).toList(),
                c.left.revision(),
                to,
                what.result,
                what.reason.text(),
                what.went,
                what.messages,
                what.converted,
                what.differences,
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
