package com.acme.coro.scheduler.standalone;

import com.acme.coro.api.CoroConstants;
import com.acme.coro.api.CoroFunction;
import com.acme.coro.api.CoroListener;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.channel.Channels;
import com.acme.coro.api.spi.Coroutines;
import com.acme.coro.api.spi.Names;
import com.acme.coro.api.spi.Parking;
import com.acme.coro.api.spi.References;
import com.acme.coro.api.spi.SwapControl;
import com.acme.coro.api.spi.TimeSource;
import com.acme.coro.api.standalone.CoroRuntime;
import com.acme.coro.api.standalone.RuntimeSettings;
import com.acme.coro.api.supervise.Supervisors;
import com.acme.coro.api.sync.Locks;
import com.acme.coro.api.sync.ThreadPools;
import com.acme.coro.scheduler.channel.OwnedChannels;
import com.acme.coro.scheduler.core.CoreRuntime;
import com.acme.coro.scheduler.core.FunctionOffer;
import com.acme.coro.scheduler.core.GroupScheduler;
import com.acme.coro.scheduler.core.Loggers;
import com.acme.coro.scheduler.guard.Foreign;
import com.acme.coro.scheduler.observe.Introspection;
import com.acme.coro.scheduler.supervise.SupervisorsImpl;
import com.acme.coro.scheduler.swap.SwapService;
import com.acme.coro.scheduler.sync.ThreadPoolsImpl;
import com.acme.coro.scheduler.wiring.CoreParts;
import com.acme.coro.scheduler.wiring.Resources;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** Everything of one process without a framework: one group on each scheduler. */
final class StandaloneRuntime implements CoroRuntime {
    private static final String OWNER = "standalone";

    private final RuntimeSettings settings;
    private final CoreRuntime core;
    private final Introspection inspection;
    private final SwapService swaps;
    private final Resources resources;
    private final OwnedChannels channels;
    private final ThreadPoolsImpl pools;
    private final AtomicLong offers = new AtomicLong();
    private final Map<String, GroupScheduler> schedulers = new ConcurrentHashMap<>();

    StandaloneRuntime(RuntimeSettings settings, TimeSource time, Loggers logs) {
        this.settings = settings;
        this.core = new CoreRuntime(time, logs, new CoreParts());
        this.inspection = new Introspection(core);
        this.swaps = new SwapService(core);
        this.resources = new Resources(core, () -> group(CoroConstants.DEFAULT_SCHEDULER));
        this.channels = resources.channels().forOwner();
        this.pools = new ThreadPoolsImpl(core);
    }

    private GroupScheduler group(String name) {
        if (name.isEmpty()) throw new IllegalArgumentException("name of a scheduler must not be empty");
        return schedulers.computeIfAbsent(
                name, n -> new GroupScheduler(core.open(n, settings).group(OWNER)));
    }

    @Override
    public Scheduler scheduler(String name) {
        return group(name);
    }

    @Override
    public void passMessages(UnaryOperator<Object> passage) {
        core.passMessages(Objects.requireNonNull(passage, "passage"));
    }

    @Override
    public Supervisors supervisors(String scheduler) {
        return new SupervisorsImpl(group(scheduler), core);
    }

    @Override
    public Locks locks() {
        return resources.locks();
    }

    @Override
    public ThreadPools threadPools() {
        return pools;
    }

    @Override
    public Channels channels() {
        return channels;
    }

    @Override
    public Parking parking() {
        return core;
    }

    @Override
    public References references() {
        return core.exposed();
    }

    @Override
    public Names names() {
        return core.names();
    }

    @Override
    public Coroutines coroutines() {
        return inspection;
    }

    @Override
    public SwapControl swapControl() {
        return swaps;
    }

    @Override
    public Scheduler.Registration offer(String name, CoroFunction function, Class<?>... parameters) {
        if (name.isEmpty()) throw new IllegalArgumentException("name of a function must not be empty");
        var offer = new Offer(
                offers.incrementAndGet(),
                name,
                Objects.requireNonNull(function, "function"),
                Optional.ofNullable(parameters)
                        .map(p -> Arrays.stream(p).map(Class::getName).toList()));
        core.functions().add(offer);
        return () -> core.functions().remove(offer);
    }

    private record Offer(long id, String name, CoroFunction function, Optional<List<String>> parameters)
            implements FunctionOffer {
        @Override
        public long bundleId() {
            return 0;
        }

        @Override
        public String bundle() {
            return OWNER;
        }

        @Override
        public CoroFunction get() {
            return function;
        }

        @Override
        public void release(CoroFunction released) {
            // not counted
        }

        @Override
        public int compareTo(FunctionOffer other) {
            return 0; // the first one is used
        }
    }

    @Override
    public Scheduler.Registration listen(CoroListener listener) {
        return core.events().listen(Objects.requireNonNull(listener, "listener"));
    }

    @Override
    public void close() {
        Foreign.all(core::close, channels::close, pools::close);
    }
}
