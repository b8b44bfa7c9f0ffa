package com.acme.coro.hotswap;

import com.acme.coro.api.hotswap.Leak;
import com.acme.coro.api.hotswap.Revision;
import com.acme.coro.api.spi.TimeSource;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.BundleReference;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleRevisions;
import org.osgi.framework.wiring.BundleWiring;

/** Remembers, weakly, the class loaders that coroutines have left. */
final class LeftRevisions {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration GLANCE = Duration.ofMillis(20);

    private final TimeSource time;
    /** Guarded by this. */
    private final List<Left> all = new ArrayList<>();

    /**
     * A loader that was left.
     *
     * @param probe is cleared by the JVM no earlier than soft references to the loader that were not used since: it is as
     *     old as they are at most, and must never be used
     */
    private record Left(
            WeakReference<ClassLoader> loader, Revision revision, Instant since, SoftReference<Object> probe) {
        boolean gone() {
            return loader.get() == null;
        }

        Leak.Hold hold(ClassLoader present) {
            if (wired(present)) return Leak.Hold.WIRED;
            return probe.refersTo(null) ? Leak.Hold.STRONG : Leak.Hold.PERHAPS_SOFT;
        }
    }

    LeftRevisions(TimeSource time) {
        this.time = time;
    }

    synchronized void add(ClassLoader loader, Revision revision, Instant since) {
        all.removeIf(l -> l.gone() || l.loader.get() == loader);
        all.add(new Left(new WeakReference<>(loader), revision, since, new SoftReference<>(new Object())));
    }

    /** Those that a garbage collection does not take. Blocks, up to a limit. */
    List<Leak> leaks() {
        long until = time.nanos() + PATIENCE.toNanos();
        while (true) {
            System.gc();
            List<Leak> found = found();
            if (found.isEmpty() || time.nanos() - until >= 0) return found;
            time.parkUntil(time.nanos() + GLANCE.toNanos());
            if (Thread.currentThread().isInterrupted()) return found;
        }
    }

    private synchronized List<Leak> found() {
        all.removeIf(Left::gone);
        var leaks = new ArrayList<Leak>();
        for (Left l : all) {
            ClassLoader loader = l.loader.get();
            // its bundle was stopped and started, but not updated: nobody has left it for good
            if (loader != null && StaleRevisions.is(loader))
                leaks.add(new ReportRecords.Left(l.revision, l.since, l.hold(loader)));
        }
        return leaks;
    }

    private static boolean wired(ClassLoader loader) {
        if (!(loader instanceof BundleReference of)) return false;
        BundleRevisions revisions = of.getBundle().adapt(BundleRevisions.class);
        if (revisions == null) return false;
        for (BundleRevision r : revisions.getRevisions()) {
            BundleWiring wiring = r.getWiring();
            if (wiring != null && !wiring.isCurrent() && wiring.isInUse() && wiring.getClassLoader() == loader) {
                return true;
            }
        }
        return false;
    }
}
