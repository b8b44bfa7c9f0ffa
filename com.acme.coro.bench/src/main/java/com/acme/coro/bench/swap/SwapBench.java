package com.acme.coro.bench.swap;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroEvent;
import com.acme.coro.api.CoroEvent.DeadLetter.Reason;
import com.acme.coro.api.CoroListener;
import com.acme.coro.api.NoSuchFunctionException;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Spawn;
import com.acme.coro.api.hotswap.SwapListener;
import com.acme.coro.api.hotswap.SwapReport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.wiring.BundleWiring;

/**
 * Updates a bundle again and again while its coroutine handles numbered messages, and looks what became of them. In turn
 * with it a bare bundle of the same content is updated: the difference is our own share of the pause.
 */
public final class SwapBench {
    /** How many messages are handled between two updates, at least. */
    private static final int BETWEEN = 20;

    private static final long PATIENCE_MILLIS = 30_000;
    /** Updates that are not measured: classes are loaded, code is compiled. */
    private static final int WARM_UP = 20;

    private final BundleContext context;
    private final Scheduler scheduler;
    private final SwapOptions options;
    private final Witness witness = new Witness();
    private final AtomicLong refused = new AtomicLong();
    /** Of all updates that are reported so far. */
    private final Queue<SwapReport.Phases> phases = new ConcurrentLinkedQueue<>();

    private final List<WeakReference<ClassLoader>> left = new ArrayList<>();
    private final List<Coro> crowd = new ArrayList<>();
    private final GuestBundle guest;
    private final GuestBundle bare;
    private int version;

    /**
     * Prepares a run.
     *
     * @param context installs the bundle
     * @param scheduler runs its coroutine
     * @param options what to do
     * @throws IOException if the bundle cannot be made
     */
    public SwapBench(BundleContext context, Scheduler scheduler, SwapOptions options) throws IOException {
        this.context = context;
        this.scheduler = scheduler;
        this.options = options;
        this.guest = GuestBundle.withFunction();
        this.bare = GuestBundle.bare();
    }

    /**
     * Runs.
     *
     * @return one line of JSON
     * @throws Exception if it cannot be measured
     */
    public String run() throws Exception {
        ServiceRegistration<CoroListener> listening = context.registerService(CoroListener.class, this::heard, null);
        ServiceRegistration<SwapListener> reporting = context.registerService(SwapListener.class, this::swapped, null);
        Bundle bundle = context.installBundle("coro-bench-swap", new ByteArrayInputStream(guest.jar(version)));
        Bundle beside = context.installBundle("coro-bench-swap-bare", new ByteArrayInputStream(bare.jar(version)));
        Coro seeing = scheduler.spawn(Spawn.named("bench witness").daemon(true), self -> {
            while (true) {
                var m = (long[]) self.receive();
                witness.handled(m[0], m[1], m[2]);
            }
        });
        try {
            bundle.start();
            beside.start();
            Coro counter = started(seeing);
            for (int i = 0; i < options.crowd(); i++) {
                crowd.add(scheduler.start(
                        Spawn.named("bench crowd").daemon(true), GuestBundle.FUNCTION, seeing, options.stateBytes()));
            }
            var sender = new PacedSender(counter, options.rate());
            sender.start();
            try {
                return measure(bundle, beside, sender);
            } finally {
                sender.end();
                counter.terminate();
                crowd.forEach(Coro::terminate);
            }
        } finally {
            seeing.terminate();
            bundle.uninstall();
            beside.uninstall();
            listening.unregister();
            reporting.unregister();
        }
    }

    private Coro started(Coro seeing) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (true) {
            try {
                return scheduler.start(
                        Spawn.named("bench counter").daemon(true), GuestBundle.FUNCTION, seeing, options.stateBytes());
            } catch (NoSuchFunctionException notYet) {
                if (System.nanoTime() > deadline) throw notYet;
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    private void heard(CoroEvent event) {
        if (event instanceof CoroEvent.DeadLetter d && d.reason() == Reason.NOT_TRANSFERABLE) refused.incrementAndGet();
    }

    private void swapped(SwapReport report) {
        if (report.functions().contains(GuestBundle.FUNCTION)) phases.add(report.phases());
    }

    private String measure(Bundle bundle, Bundle beside, PacedSender sender) throws Exception {
        for (int i = 0; i < Math.min(WARM_UP, options.updates()); i++) {
            updateBare(beside);
            update(bundle);
        }
        phases.clear();
        collect();
        double metaspaceBefore = metaspaceMb();
        var pauses = new double[options.updates()];
        var bares = new double[options.updates()];
        double seconds = 0;
        for (int i = 0; i < pauses.length; i++) {
            bares[i] = updateBare(beside) / 1e6;
            long began = System.nanoTime();
            pauses[i] = update(bundle) / 1e6;
            seconds += (System.nanoTime() - began) / 1e9;
        }
        long sent = sender.end();
        boolean all = witness.await(sent, PATIENCE_MILLIS);
        if (all && !witness.stateHolds()) throw new IllegalStateException("the state did not go along with every swap");
        long leaked = leaked();
        Arrays.sort(pauses);
        Arrays.sort(bares);
        double[] making = sorted(SwapReport.Phases::quiesce);
        double[] converting = sorted(SwapReport.Phases::convert);
        return String.format(
                Locale.ROOT,
                "{\"peer\":\"ours\",\"workload\":\"swap\",\"n\":%d,\"seconds\":%.4f,\"ops_per_s\":%.1f,\"rss_mb\":%.1f,"
                        + "\"extra\":{\"lost\":%d,\"duplicated\":%d,\"reordered\":%d,\"refused\":%d,\"leaked\":%d,"
                        + "\"pause_p50_ms\":%.2f,\"pause_p99_ms\":%.2f,\"pause_max_ms\":%.2f,"
                        + "\"bare_p50_ms\":%.2f,\"bare_p99_ms\":%.2f,\"own_p50_ms\":%.2f,\"own_p99_ms\":%.2f,"
                        + "\"making_way_p50_ms\":%.2f,\"making_way_p99_ms\":%.2f,"
                        + "\"converting_p50_ms\":%.2f,\"converting_p99_ms\":%.2f,"
                        + "\"metaspace_start_mb\":%.1f,\"metaspace_end_mb\":%.1f}}",
                pauses.length,
                seconds,
                pauses.length / seconds,
                options.peakMb().getAsDouble(),
                witness.lost(sent),
                witness.duplicated(),
                witness.reordered(),
                refused.get(),
                leaked,
                percentile(pauses, 50),
                percentile(pauses, 99),
                pauses[pauses.length - 1],
                percentile(bares, 50),
                percentile(bares, 99),
                percentile(pauses, 50) - percentile(bares, 50),
                percentile(pauses, 99) - percentile(bares, 99),
                percentile(making, 50),
                percentile(making, 99),
                percentile(converting, 50),
                percentile(converting, 99),
                metaspaceBefore,
                metaspaceMb());
    }

    /** Milliseconds. */
    private double[] sorted(Function<SwapReport.Phases, Duration> phase) {
        return phases.stream()
                .mapToDouble(p -> phase.apply(p).toNanos() / 1e6)
                .sorted()
                .toArray();
    }

    private static double percentile(double[] sorted, int p) {
        if (sorted.length == 0) return 0;
        return sorted[Math.min(sorted.length - 1, (int) Math.ceil(sorted.length * p / 100.0) - 1)];
    }

    /** One update; the longest time in nanoseconds in which no message was handled because of it. */
    private long update(Bundle bundle) throws BundleException, IOException, InterruptedException {
        if (!witness.await(witness.count() + BETWEEN, PATIENCE_MILLIS)) {
            throw new IllegalStateException("no message was handled for " + PATIENCE_MILLIS + " ms before update "
                    + version + " of bundle " + bundle);
        }
        left.add(new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader()));
        byte[] jar = guest.jar(++version);
        long from = System.nanoTime();
        bundle.update(new ByteArrayInputStream(jar));
        long to = System.nanoTime();
        long before = witness.count();
        if (!witness.await(before + 2, PATIENCE_MILLIS)) {
            throw new IllegalStateException("no message was handled for " + PATIENCE_MILLIS + " ms after update "
                    + version + " of bundle " + bundle);
        }
        return witness.longestGap(from, to);
    }

    /** How many nanoseconds an update takes that concerns no coroutine. */
    private long updateBare(Bundle beside) throws BundleException, IOException, InterruptedException {
        if (!witness.await(witness.count() + BETWEEN, PATIENCE_MILLIS)) {
            throw new IllegalStateException(
                    "no message was handled for " + PATIENCE_MILLIS + " ms beside a bare update");
        }
        byte[] jar = bare.jar(version);
        long from = System.nanoTime();
        beside.update(new ByteArrayInputStream(jar));
        return System.nanoTime() - from;
    }

    private long leaked() {
        long alive = 0;
        for (int i = 0; i < 50; i++) {
            collect();
            alive = left.stream().filter(r -> r.get() != null).count();
            if (alive == 0) break;
            LockSupport.parkNanos(100_000_000);
        }
        return alive;
    }

    private static void collect() {
        System.gc();
    }

    private static double metaspaceMb() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(p -> p.getName().equals("Metaspace"))
                        .mapToLong(p -> p.getUsage().getUsed())
                        .sum()
                / 1048576.0;
    }
}
