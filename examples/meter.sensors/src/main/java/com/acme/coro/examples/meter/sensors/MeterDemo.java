package com.acme.coro.examples.meter.sensors;

import com.acme.coro.api.Scheduler;
import com.acme.coro.api.hotswap.HotSwap;
import com.acme.coro.api.hotswap.SwapReport;
import com.acme.coro.examples.meter.api.Figures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Updates the meter's bundle twice while sensors send to it a thousand times a second: to version 2, which takes over, and
 * to version 3, which cannot and is rolled back.
 */
@Component(
        service = Callable.class,
        property = {"coro.demo:Integer=80", "coro.demo.title=A bundle updated under load, and one rolled back"})
public final class MeterDemo implements Callable<String> {
    private static final int PER_SECOND = 1_000;
    private static final int ENOUGH = 1_000;

    private final Scheduler coros;
    private final Versions versions;

    /**
     * For the component runtime.
     *
     * @param context finds the meter's bundle
     * @param coros runs the sensors
     * @param hotSwap has the reports
     */
    @Activate
    public MeterDemo(BundleContext context, @Reference Scheduler coros, @Reference HotSwap hotSwap) {
        this.coros = coros;
        this.versions = new Versions(context, coros, hotSwap);
    }

    @Override
    public String call() throws IOException, BundleException {
        var lines = new ArrayList<String>();
        var measurement = new Measurement(coros, PER_SECOND);
        try {
            measure(measurement, lines);
        } catch (IOException | BundleException | RuntimeException failure) {
            measurement.stop();
            throw failure;
        }
        Measurement.Result result = measurement.stop();
        check(result.held(), result.toString());
        lines.add("in the end: " + result);
        return String.join("\n", lines);
    }

    private void measure(Measurement measurement, List<String> lines) throws IOException, BundleException {
        if (measurement.figures().version() != 1) versions.update(1); // it was shown before: a downgrade is an update
        Figures first = measurement.awaitMore(ENOUGH);
        check(first.version() == 1, "version 1 was to begin, and not " + first);
        lines.add(line("counted", first));

        SwapReport swapped = versions.update(2);
        check(swapped.result() == SwapReport.Result.SWAPPED, "version 2 was to take over, but " + swapped);
        Figures second = measurement.awaitMore(ENOUGH);
        check(
                second.version() == 2 && second.values().containsKey("greatest"),
                "version 2 was to run, and not " + second);
        lines.add("updated under load: " + phrase(swapped));
        lines.add(line("counted on", second));

        SwapReport back = versions.update(3);
        check(back.result() == SwapReport.Result.ROLLED_BACK, "version 3 was to be rolled back, but " + back);
        Figures third = measurement.awaitMore(ENOUGH);
        check(third.version() == 2, "version 2 was to run again, and not " + third);
        lines.add("rolled back: " + phrase(back) + "; " + back.reason());
        lines.add(line("counted on", third));
    }

    private static String line(String what, Figures figures) {
        return String.format(
                Locale.ROOT,
                "version %d %s: %d readings, their sum %d",
                figures.version(),
                what,
                figures.of(Figures.COUNT),
                figures.of(Figures.SUM));
    }

    private static String phrase(SwapReport report) {
        return String.format(
                Locale.ROOT,
                "%s to %s, a pause of %.1f ms, %d readings waited meanwhile",
                report.from().version(),
                report.to().version(),
                report.phases().pause().toNanos() / 1e6,
                report.messages());
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) throw new IllegalStateException(otherwise);
    }
}
