package com.acme.coro.hotswap;

import com.acme.coro.api.Scheduler;
import com.acme.coro.api.hotswap.FunctionVersion;
import com.acme.coro.api.hotswap.HotSwap;
import com.acme.coro.api.hotswap.Leak;
import com.acme.coro.api.hotswap.Revision;
import com.acme.coro.api.hotswap.SwapReport;
import com.acme.coro.api.spi.OfferedFunction;
import com.acme.coro.api.spi.SwapControl;
import com.acme.coro.api.spi.TimeSource;
import com.acme.coro.hotswap.config.HotSwapConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleListener;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** The service of this bundle. Active while the scheduler is available. */
@Component(service = HotSwap.class, immediate = true, configurationPid = HotSwapConfig.PID)
@Designate(ocd = HotSwapConfig.class)
public final class BundleHotSwap implements HotSwap {
    private static final String STOPPED = "the hot swap bundle was stopped";

    private final BundleContext context;
    private final SwapControl control;
    private final SwapThreads threads;
    private final RevisionArchive contents;
    private final FunctionTracker offers;
    private final Reports reports;
    private final LeftRevisions left;
    private final SwapCoordinator coordinator;
    private final BundleEvents events;
    /** Unlike the one for events it is called when all synchronous listeners have been. */
    private final BundleListener started;

    private final Staging staging;
    private final ServiceRegistration<?> starts;
    private final Scheduler.Registration handling;
    private final OptionalServices surroundings;
    /** Fails when this does, for those who wait for a report. */
    private final CompletableFuture<Object> closed = new CompletableFuture<>();

    private volatile Settings settings;

    /** From now on coroutines survive updates. */
    @Activate
    public BundleHotSwap(
            BundleContext context,
            HotSwapConfig config,
            @Reference SwapControl control,
            @Reference TimeSource time,
            @Reference OptionalServices surroundings) {
        this.context = context;
        this.control = control;
        this.surroundings = surroundings;
        this.settings = Settings.of(config);
        Clock clock = Clock.systemUTC();
        threads = new SwapThreads(surroundings);
        contents = new RevisionArchive(context, threads, surroundings);
        offers = new FunctionTracker(context, control, contents);
        reports = new Reports(surroundings, threads);
        left = new LeftRevisions(time);
        var swaps = new SwapContext(
                context, control, time, clock, surroundings, threads, contents, offers, left, () -> settings);
        coordinator = new SwapCoordinator(swaps, reports);
        events = new BundleEvents(swaps, coordinator);
        started = events::hasStarted;
        staging = new Staging(swaps, coordinator);
        context.addBundleListener(events);
        context.addBundleListener(started);
        starts = context.registerService(
                ResolverHookFactory.class, new StartAttemptHook(events::awaits, events::startAsked), null);
        handling = control.handle(coordinator);
        offers.open();
    }

    /** Holds for the next update. */
    @Modified
    void configure(HotSwapConfig config) {
        settings = Settings.of(config);
    }

    /** Those that wait end. */
    @Deactivate
    void close() {
        coordinator.endAll("the hot swap bundle was stopped, or the framework");
        handling.close();
        context.removeBundleListener(events);
        context.removeBundleListener(started);
        starts.unregister();
        offers.close();
        threads.close();
        contents.close();
        reports.close();
        closed.completeExceptionally(new IllegalStateException(STOPPED));
    }

    @Override
    public SwapReport stage(String bundleOrFunction, Path jar) {
        try (InputStream in = Files.newInputStream(jar)) {
            return stage(bundleOrFunction, in);
        } catch (IOException e) {
            throw new UncheckedIOException("the jar cannot be read: " + ForeignText.text(e), e);
        }
    }

    @Override
    public SwapReport stage(String bundleOrFunction, InputStream jar) {
        Objects.requireNonNull(jar, "jar");
        Bundle bundle = offers.bundle(Objects.requireNonNull(bundleOrFunction, "bundleOrFunction"));
        Path file = copy(jar);
        var swap = new CompletableFuture<BundleSwap>();
        var begun = new AtomicBoolean();
        boolean soon = threads.bundles(bundle.getBundleId(), () -> {
            if (begun.compareAndSet(false, true)) stage(bundle, file, swap);
        });
        if (!soon) {
            delete(file);
            throw new IllegalStateException(STOPPED);
        }
        CompletableFuture<Object> report = CompletableFuture.anyOf(closed, swap.thenCompose(c -> c.report));
        try {
            Duration turn = settings.patience().plus(settings.start());
            try {
                return (SwapReport) report.get(turn.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                if (!begun.compareAndSet(false, true)) return (SwapReport) report.get();
                delete(file);
                throw new IllegalStateException("an earlier update of " + bundle.getSymbolicName()
                        + " was not over within " + turn.toMillis() + " ms: nothing was changed");
            }
        } catch (ExecutionException e) { // as text: a shell keeps the last exception, and with it a revision
            throw new IllegalStateException(ForeignText.text(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the thread was interrupted; the staged update goes on, and is reported");
        }
    }

    /** Whatever is thrown, the caller gets an answer. */
    private void stage(Bundle bundle, Path file, CompletableFuture<BundleSwap> swap) {
        try {
            staging.run(bundle, file, swap::complete);
        } catch (Throwable e) {
            swap.completeExceptionally(e);
            surroundings.error(
                    "a staged update failed: bundle=" + bundle.getSymbolicName() + ": " + ForeignText.text(e), e);
        } finally {
            delete(file);
        }
    }

    private Path copy(InputStream jar) {
        try {
            Path file = Files.createTempFile(contents.directory(), "staged-", ".jar");
            Files.copy(jar, file, StandardCopyOption.REPLACE_EXISTING);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("the jar cannot be read: " + ForeignText.text(e), e);
        }
    }

    private void delete(Path file) {
        contents.delete(file);
    }

    @Override
    public List<SwapReport> reports() {
        return reports.all();
    }

    @Override
    public Optional<SwapReport> report(long id) {
        return reports.find(id);
    }

    @Override
    public List<FunctionVersion> functions() {
        List<SwapControl.Running> running = control.running();
        var all = new ArrayList<FunctionVersion>();
        List<OfferedFunction> offered = offers.all();
        for (OfferedFunction f : offered) {
            long runs = running.stream()
                    .filter(r -> r.bundleId() == f.bundleId() && r.function().equals(f.name()))
                    .count();
            revision(f.bundleId())
                    .ifPresent(revision -> all.add(new ReportRecords.Version(
                            f.name(), revision, true, (int) runs, coordinator.between(f.bundleId(), f.name()))));
        }
        for (BundleSwap c : coordinator.open()) {
            for (String name : c.wanted()) {
                boolean there = offered.stream()
                        .anyMatch(f -> f.bundleId() == c.bundleId() && f.name().equals(name));
                if (there) continue;
                all.add(new ReportRecords.Version(
                        name, c.left.revision(), false, 0, coordinator.between(c.bundleId(), name)));
            }
        }
        all.sort(Comparator.comparing(FunctionVersion::name)
                .thenComparing(f -> f.revision().bundleId()));
        return List.copyOf(all);
    }

    private Optional<Revision> revision(long bundleId) {
        Optional<Revision> kept = contents.known(bundleId).map(ArchivedRevision::revision);
        return kept.or(() -> Optional.ofNullable(context.getBundle(bundleId)).map(BundleEvents::revisionOf));
    }

    @Override
    public List<Leak> leaks() {
        return left.leaks();
    }
}
