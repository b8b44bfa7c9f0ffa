package com.acme.coro.testkit;

import com.acme.coro.api.CoroConstants;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.channel.Channels;
import com.acme.coro.api.io.AsyncDbCursors;
import com.acme.coro.api.io.AsyncFiles;
import com.acme.coro.api.io.AsyncPipes;
import com.acme.coro.api.io.AsyncSockets;
import com.acme.coro.api.spi.Coroutines;
import com.acme.coro.api.spi.Names;
import com.acme.coro.api.spi.Parking;
import com.acme.coro.api.spi.References;
import com.acme.coro.api.spi.SwapControl;
import com.acme.coro.api.standalone.Carrier;
import com.acme.coro.api.standalone.CoroIo;
import com.acme.coro.api.standalone.CoroRuntime;
import com.acme.coro.api.standalone.CoroRuntimeProvider;
import com.acme.coro.api.standalone.IoProvider;
import com.acme.coro.api.standalone.RuntimeSettings;
import com.acme.coro.api.supervise.Supervisors;
import com.acme.coro.api.sync.Locks;
import com.acme.coro.api.sync.ThreadPools;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Opens a runtime for one run of one test, and closes it. */
final class RuntimePerTest
        implements BeforeEachCallback, ParameterResolver, AfterTestExecutionCallback, AfterEachCallback {
    private final RuntimeSettings settings;
    private final Optional<VirtualTime> time;
    private final boolean loopback;
    private final boolean throughCodec;
    private final Events events = new Events();
    private final Steps steps = new Steps();

    // JUnit calls one thing after the other.
    private LeftBehind leftBehind;
    private CoroRuntime runtime;
    private Map<Class<?>, Supplier<Object>> parameters;
    /** Null until a parameter asks for it. */
    private CoroIo io;

    RuntimePerTest(RuntimeSettings settings, boolean virtualTime, boolean loopback, boolean throughCodec) {
        this.settings = settings;
        this.time = virtualTime ? Optional.of(new VirtualTime()) : Optional.empty();
        this.loopback = loopback;
        this.throughCodec = throughCodec;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        leftBehind = LeftBehind.since();
        runtime = time.map(t -> provider().open(settings, t))
                .orElseGet(() -> provider().open(settings));
        time.ifPresent(t -> t.attach(runtime));
        runtime.listen(events);
        Optional<ThroughCodec> codec = throughCodec ? Optional.of(ThroughCodec.of(runtime)) : Optional.empty();
        var refs = loopback
                ? Refs.loopback(codec.map(c -> new Loopback(runtime.references(), c))
                        .orElseGet(() -> new Loopback(runtime.references())))
                : Refs.local();
        parameters = Map.ofEntries(
                Map.entry(CoroRuntime.class, () -> runtime),
                Map.entry(Scheduler.class, () -> runtime.scheduler(CoroConstants.DEFAULT_SCHEDULER)),
                Map.entry(Supervisors.class, () -> runtime.supervisors(CoroConstants.DEFAULT_SCHEDULER)),
                Map.entry(Locks.class, runtime::locks),
                Map.entry(ThreadPools.class, runtime::threadPools),
                Map.entry(Channels.class, runtime::channels),
                Map.entry(Parking.class, runtime::parking),
                Map.entry(References.class, runtime::references),
                Map.entry(Names.class, runtime::names),
                Map.entry(Coroutines.class, runtime::coroutines),
                Map.entry(SwapControl.class, runtime::swapControl),
                Map.entry(Carrier.class, settings::carrier),
                Map.entry(VirtualTime.class, time::orElseThrow),
                Map.entry(Events.class, () -> events),
                Map.entry(Steps.class, () -> steps),
                Map.entry(Refs.class, () -> refs),
                Map.entry(CoroIo.class, this::io),
                Map.entry(AsyncSockets.class, () -> io().sockets()),
                Map.entry(AsyncFiles.class, () -> io().files()),
                Map.entry(AsyncPipes.class, () -> io().pipes()),
                Map.entry(AsyncDbCursors.class, () -> io().cursors()));
    }

    private CoroIo io() {
        if (io != null) return io;
        if (time.isPresent()) {
            throw new IllegalStateException("input and output go with real time: ask for them, or for a "
                    + VirtualTime.class.getSimpleName() + ", but not for both");
        }
        io = ServiceLoader.load(IoProvider.class, RuntimePerTest.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "no " + IoProvider.class.getName() + " on the class path: add com.acme.coro.io"))
                .open(runtime);
        return io;
    }

    private static CoroRuntimeProvider provider() {
        return ServiceLoader.load(CoroRuntimeProvider.class, RuntimePerTest.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + CoroRuntimeProvider.class.getName()
                        + " on the class path: add com.acme.coro.scheduler"));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameters.containsKey(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return parameters.get(parameter.getParameter().getType()).get();
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        if (context.getExecutionException().isEmpty()) return;
        System.err.println(context.getUniqueId() + " failed; "
                + time.map(VirtualTime::toString).orElse("real time") + ", " + events);
        System.err.println(runtime.coroutines().schedulers());
        System.err.println(runtime.coroutines().dump(true));
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        if (io != null) io.close();
        if (time.isPresent()) {
            time.get().close(runtime);
        } else {
            runtime.close();
        }
        leftBehind.check(runtime);
    }
}
