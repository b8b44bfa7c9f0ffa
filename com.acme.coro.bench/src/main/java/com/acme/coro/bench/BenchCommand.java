package com.acme.coro.bench;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroConstants;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.channel.Channels;
import com.acme.coro.api.io.AsyncSockets;
import com.acme.coro.api.spi.Coroutines;
import com.acme.coro.bench.echo.EchoBench;
import com.acme.coro.bench.echo.EchoOptions;
import com.acme.coro.bench.swap.SwapBench;
import com.acme.coro.bench.swap.SwapOptions;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code coro bench}: runs one workload and prints its figures as one line of JSON. */
@Component(
        service = Function.class,
        property = {
            "coro.command=bench",
            "coro.command.help=" + Request.USAGE + ": measures one workload, prints one line of JSON"
        })
public final class BenchCommand implements Function<List<String>, Integer> {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private final BundleContext context;
    private final Scheduler standard;
    private final Channels channels;
    private final Coroutines coroutines;
    private final ConfigurationAdmin configurations;

    /**
     * For the component runtime.
     *
     * @param context where schedulers are looked up
     * @param standard the scheduler that needs no configuration
     * @param channels makes channels
     * @param coroutines knows the schedulers' carriers
     * @param configurations configures a scheduler where the standard one has other carriers than are asked for
     */
    @Activate
    public BenchCommand(
            BundleContext context,
            @Reference(target = "(" + CoroConstants.SCHEDULER + "=" + CoroConstants.DEFAULT_SCHEDULER + ")")
                    Scheduler standard,
            @Reference Channels channels,
            @Reference Coroutines coroutines,
            @Reference ConfigurationAdmin configurations) {
        this.context = context;
        this.standard = standard;
        this.channels = channels;
        this.coroutines = coroutines;
        this.configurations = configurations;
    }

    @Override
    public Integer apply(List<String> words) {
        if (words.contains("--help")) {
            help(System.out);
            return DONE;
        }
        try {
            String first = words.isEmpty() ? "" : words.get(0);
            switch (first) {
                case "swap" -> System.out.println(swap(words.subList(1, words.size())));
                case "echo", "echo-tls" -> echo(words);
                default -> System.out.println(measure(Request.of(words)));
            }
            return DONE;
        } catch (Request.Usage wrong) {
            System.err.println("coro: bench: " + wrong.getMessage());
            return WRONG_USAGE;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            System.err.println("coro: bench: interrupted");
            return FAILED;
        } catch (Exception failure) {
            System.err.println("coro: bench: " + failure.getMessage());
            return FAILED;
        }
    }

    private String swap(List<String> words) throws Exception {
        SwapOptions options;
        try {
            options = SwapOptions.of(words, ThisProcess::peakMb);
        } catch (IllegalArgumentException wrong) {
            throw new Request.Usage(String.valueOf(wrong.getMessage()));
        }
        settle();
        return new SwapBench(context, standard, options).run();
    }

    private void echo(List<String> words) throws Exception {
        EchoOptions options;
        try {
            options = EchoOptions.of(words);
        } catch (IllegalArgumentException wrong) {
            throw new Request.Usage(String.valueOf(wrong.getMessage()));
        }
        settle();
        ServiceReference<AsyncSockets> sockets = context.getServiceReference(AsyncSockets.class);
        if (sockets == null) throw new IllegalStateException("the bundle com.acme.coro.io is not there, or not active");
        Coro accepting = new EchoBench(standard, context.getService(sockets), options).start();
        System.out.println("READY");
        accepting.join();
    }

    /** What the scheduler does on its own belongs to its start, and is no part of what is measured. */
    private void settle() {
        while (!coroutines.settled()) LockSupport.parkNanos(1_000_000);
    }

    private String measure(Request request) throws Exception {
        var carrier = request.carrier();
        if (carrier.isEmpty() || carrierOf(standard).equals(carrier.get().name().toLowerCase(Locale.ROOT))) {
            return measure(request, standard);
        }
        try (var other = ChosenScheduler.configured(carrier.get(), context, configurations, coroutines)) {
            return measure(request, other.scheduler());
        }
    }

    private String measure(Request request, Scheduler scheduler) {
        settle();
        var driver = scheduler.spawn(
                "bench " + request.workload().word,
                self -> request.workload().load.run(new Stage(self, scheduler, channels, request.n())));
        var figures = (Figures) driver.value();
        if (!figures.extra().containsKey("cpu_s")) figures = figures.with("cpu_s", ThisProcess.cpuSeconds());
        return figures.with("carrier", carrierOf(scheduler)).json(request.workload().id, request.n());
    }

    private String carrierOf(Scheduler scheduler) {
        return ChosenScheduler.carrierOf(scheduler, coroutines);
    }

    private static void help(PrintStream out) {
        out.println("usage: coro bench " + Request.USAGE);
        out.println("Measures one workload and prints one line of JSON.");
        for (Workload workload : Workload.values()) {
            out.printf("  %-9s %s%n", workload.word, workload.summary);
        }
        out.println("  swap      updates a bundle N times while its coroutine handles messages: " + SwapOptions.USAGE);
        out.println("            (1000 messages a second, no state, nobody else unless it says so)");
        out.println("  echo      sends back what comes to PORT, until it is killed; echo-tls does so over TLS:");
        out.println("            " + EchoOptions.USAGE);
        out.println("  --carrier jvm|own  the JVM's threads carry the coroutines, or the scheduler's own thread;");
        out.println("                     without it the default scheduler is taken as it is configured");
    }
}
