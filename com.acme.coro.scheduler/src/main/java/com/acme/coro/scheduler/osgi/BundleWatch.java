package com.acme.coro.scheduler.osgi;

import com.acme.coro.api.Outcome;
import com.acme.coro.api.SchedulerClosedException;
import com.acme.coro.scheduler.channel.ChannelDirectory;
import com.acme.coro.scheduler.channel.OwnedChannels;
import com.acme.coro.scheduler.core.CoreRuntime;
import com.acme.coro.scheduler.core.GroupScheduler;
import com.acme.coro.scheduler.core.LocalCoro;
import com.acme.coro.scheduler.core.LocalScheduler;
import com.acme.coro.scheduler.guard.Foreign;
import com.acme.coro.scheduler.sync.ThreadPoolsImpl;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.SynchronousBundleListener;

/** Knows what belongs to which bundle, and ends it while the bundle is stopping. */
final class BundleWatch implements SynchronousBundleListener {
    private final BundleContext context;
    private final CoreRuntime core;
    private final Map<Bundle, Belongings> byBundle = new ConcurrentHashMap<>();
    /** Those that a scheduler was opened for, the oldest first. */
    private final List<LocalScheduler> engines = new CopyOnWriteArrayList<>();

    private volatile ChannelDirectory directory;

    /** What one bundle has here, from its first use of us until it stops. */
    final class Belongings {
        private final Bundle bundle;
        private final OwnedChannels channels = directory.forOwner();
        private final ThreadPoolsImpl pools = new ThreadPoolsImpl(core);
        /** Guarded by this. */
        private final Map<LocalScheduler, GroupScheduler> schedulers = new HashMap<>();
        /** Why nothing is begun for it any more; null before that. Guarded by this. */
        private String over;

        private Belongings(Bundle bundle) {
            this.bundle = bundle;
        }

        OwnedChannels channels() {
            return channels;
        }

        ThreadPoolsImpl pools() {
            return pools;
        }

        GroupScheduler scheduler(LocalScheduler engine) {
            GroupScheduler s;
            String reason;
            synchronized (this) {
                s = schedulers.computeIfAbsent(engine, e -> new GroupScheduler(e.group(bundle.getSymbolicName())));
                reason = over;
            }
            if (reason != null) s.group().stop(new Outcome.CodeGone(reason), reason);
            return s;
        }

        private synchronized void forget(LocalScheduler engine) {
            schedulers.remove(engine);
        }

        private synchronized List<GroupScheduler> close(String reason) {
            over = reason;
            return List.copyOf(schedulers.values());
        }

        private void end(String reason) {
            var gone = new Outcome.CodeGone(reason);
            Foreign.all(
                    () -> Foreign.each(close(reason), s -> s.group().stop(gone, reason)),
                    channels::close,
                    pools::close);
        }

        /** Everything but the coroutines of the bundle's functions. */
        private List<GroupScheduler> endLambdas(String reason) {
            List<GroupScheduler> all = close(reason);
            for (GroupScheduler s : all) {
                s.group().stopLambdas(bundle.getBundleId(), new Outcome.CodeGone(reason), reason);
            }
            return all;
        }

        private void end(List<GroupScheduler> left) {
            Foreign.all(() -> Foreign.each(left, s -> s.group().stopped()), channels::close, pools::close);
        }
    }

    /** Between the event that says that they start and the end of all that is told of their start. */
    private final Set<Bundle> starting = ConcurrentHashMap.newKeySet();
    /** Unlike this it is called when all synchronous listeners have been: the component runtime is one of them. */
    private final BundleListener afterStart = this::hasStarted;

    private volatile Consumer<Bundle> startListener = bundle -> {};

    BundleWatch(BundleContext context, CoreRuntime core) {
        this.context = context;
        this.core = core;
        context.addBundleListener(this);
        context.addBundleListener(afterStart);
    }

    /** Sets what is called when a bundle was started and has offered what it offers at its start. */
    void whenStarted(Consumer<Bundle> listener) {
        startListener = listener;
    }

    /** Whether a bundle has begun to start and may still offer functions in that. */
    boolean isStarting(Bundle bundle) {
        return starting.contains(bundle);
    }

    private void hasStarted(BundleEvent event) {
        if (event.getType() != BundleEvent.STARTED) return;
        starting.remove(event.getBundle());
        startListener.accept(event.getBundle());
    }

    void shareChannels(ChannelDirectory channels) {
        directory = channels;
    }

    Belongings of(Bundle bundle) {
        Belongings known = byBundle.get(bundle);
        if (known != null) return known; // while its bundle stops, too, until its functions have left
        Belongings b = byBundle.computeIfAbsent(bundle, Belongings::new);
        // a bundle that asks for the first time while it stops, or just after we heard of it, gets what has ended
        if (bundle.getState() == Bundle.STOPPING && !isOurs(bundle)) {
            byBundle.remove(bundle, b);
            b.end(stopped(bundle));
        }
        return b;
    }

    /** A service of which each bundle gets one of its own. It is not given back: it ends when the bundle stops. */
    <S> ServiceFactory<S> each(Function<Belongings, ? extends S> part) {
        return new ServiceFactory<>() {
            @Override
            public S getService(Bundle bundle, ServiceRegistration<S> registration) {
                return part.apply(of(bundle));
            }

            @Override
            public void ungetService(Bundle bundle, ServiceRegistration<S> registration, S service) {
                // kept: the bundle's coroutines go on while its components come and go
            }
        };
    }

    void opened(LocalScheduler engine) {
        engines.add(engine);
    }

    void closing(LocalScheduler engine) {
        engines.remove(engine);
        byBundle.values().forEach(b -> b.forget(engine));
    }

    /** A scheduler for what goes on behind a caller's back. */
    GroupScheduler background(Bundle ours) {
        if (engines.isEmpty()) throw new SchedulerClosedException("there is no scheduler");
        return of(ours).scheduler(engines.get(0));
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        Bundle bundle = event.getBundle();
        if (event.getType() == BundleEvent.STARTING) starting.add(bundle);
        else if (event.getType() == BundleEvent.STOPPED) starting.remove(bundle);
        if (event.getType() == BundleEvent.STOPPING && bundle.getBundleId() == 0)
            core.changes().processEnds();
        // our own end, and the framework's, end everything in their own order
        if (event.getType() == BundleEvent.STOPPING && !isOurs(bundle)) stopping(bundle);
    }

    /**
     * A bundle stops: the coroutines of its functions make way for its next version, which until then spawn and start what
     * they need; then its lambdas end, and those of its functions that did not make way. The second call, of one by the
     * bundle's event and one by its services' going, finds nothing to do.
     */
    void stopping(Bundle bundle) {
        String reason = stopped(bundle);
        var gone = new Outcome.CodeGone(reason);
        long id = bundle.getBundleId();
        core.changes().leaving(core.changes().running(id), true);
        Belongings b = byBundle.remove(bundle);
        List<GroupScheduler> left = b == null ? List.of() : b.endLambdas(reason);
        core.end(c -> codeOf(c, bundle), gone, reason);
        core.end(c -> c.runsFunctionOf(id), gone, reason);
        if (b != null) b.end(left);
    }

    private boolean isOurs(Bundle bundle) {
        return bundle.equals(context.getBundle()) || bundle.getBundleId() == 0;
    }

    private static String stopped(Bundle bundle) {
        return "bundle " + bundle.getSymbolicName() + " " + bundle.getVersion() + " stopped";
    }

    /** Whether it runs code of a bundle, by whichever bundle's scheduler. */
    private static boolean codeOf(LocalCoro c, Bundle bundle) {
        Class<?> code = c.code();
        return code != null && bundle.equals(FrameworkUtil.getBundle(code));
    }

    void close() {
        context.removeBundleListener(this);
        context.removeBundleListener(afterStart);
        String reason = "the scheduler bundle stopped";
        Foreign.all(
                () -> core.stopAll(new Outcome.CodeGone(reason), reason),
                () -> Foreign.each(byBundle.values(), b -> b.end(reason)),
                byBundle::clear);
    }
}
