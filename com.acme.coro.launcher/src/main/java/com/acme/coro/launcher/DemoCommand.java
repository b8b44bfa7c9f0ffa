package com.acme.coro.launcher;

import com.acme.coro.launcher.BundledJars.Component;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * {@code coro demo}: the examples, live and checked.
 *
 * @param carried where the bundles are
 * @param verbose whether --verbose was given
 * @param out standard output
 * @param err standard error
 */
record DemoCommand(BundledJars carried, boolean verbose, PrintStream out, PrintStream err) {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    int run(List<String> words) throws UsageException, LaunchException, InterruptedException {
        if (!words.isEmpty()) {
            throw new UsageException("demo: unknown argument '" + words.get(0) + "': there are --verbose and --help");
        }
        Clock clock = Clock.systemUTC();
        var container = Container.start(
                carried, BundleSelection.of(bundle -> !bundle.shell()), verbose, Map.of(), Optional.empty(), err);
        List<Component> steps = carried.demos();
        if (steps.isEmpty()) throw new LaunchException("demo: there is no example in " + carried.jar());
        out.printf(
                Locale.ROOT,
                "Coroutines in a live container (%d bundles, ready in %.1f s)%n",
                container.bundles(),
                ProcessAge.now(clock).toMillis() / 1_000.0);
        Instant began = clock.instant();
        int held = 0;
        for (int i = 0; i < steps.size(); i++) {
            out.printf(
                    "%n%d. %s%n",
                    i + 1, steps.get(i).property("coro.demo.title").orElse("(untitled)"));
            out.flush();
            if (holds(steps.get(i), container, clock)) held++;
        }
        out.printf(
                Locale.ROOT,
                "%n%s %d of %d held, in %.1f s%n",
                mark(held == steps.size()),
                held,
                steps.size(),
                seconds(began, clock));
        return held == steps.size() ? 0 : 1;
    }

    private boolean holds(Component step, Container container, Clock clock) throws InterruptedException {
        Instant began = clock.instant();
        try {
            String report = report(step, container);
            report.lines().forEach(line -> out.println("   " + Text.printable(line)));
            out.printf(Locale.ROOT, "   %s held, in %.1f s%n", mark(true), seconds(began, clock));
            return true;
        } catch (ExecutionException failure) {
            Throwable cause = failure.getCause();
            String why = cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage();
            out.printf("   %s %s%n", mark(false), Text.printable(why));
            if (verbose) cause.printStackTrace(err);
        } catch (TimeoutException late) {
            out.printf("   %s not done within %d s%n", mark(false), LIMIT.toSeconds());
        } catch (LaunchException missing) {
            out.printf("   %s %s%n", mark(false), missing.getMessage());
        }
        return false;
    }

    private static String report(Component step, Container container)
            throws LaunchException, InterruptedException, ExecutionException, TimeoutException {
        String order = step.property("coro.demo").orElseThrow();
        String title =
                step.property("coro.demo.title").map(DemoCommand::escaped).orElse("*");
        Callable<?> check = container
                .service(
                        Callable.class,
                        "(&(objectClass=java.util.concurrent.Callable)(coro.demo=" + order + ")(coro.demo.title="
                                + title + "))")
                .orElseThrow(
                        () -> new LaunchException(step.bundle().file() + " did not come up; --verbose may tell why"));
        var task = new FutureTask<Object>(check::call);
        Thread.ofPlatform().daemon().name("coro demo " + order).start(task);
        return String.valueOf(task.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS));
    }

    private static String escaped(String value) {
        return value.replaceAll("[\\\\*()]", "\\\\$0");
    }

    private static double seconds(Instant began, Clock clock) {
        return Duration.between(began, clock.instant()).toMillis() / 1_000.0;
    }

    private String mark(boolean good) {
        Charset charset = out.charset();
        boolean signs =
                charset.newEncoder().canEncode('\u2713') && charset.newEncoder().canEncode('\u2717');
        if (signs) return good ? "\u2713" : "\u2717";
        return good ? "ok:" : "FAILED:";
    }
}
