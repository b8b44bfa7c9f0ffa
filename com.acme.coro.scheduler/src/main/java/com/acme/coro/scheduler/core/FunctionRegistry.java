package com.acme.coro.scheduler.core;

import com.acme.coro.api.CoroFunction;
import com.acme.coro.api.NoSuchFunctionException;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Self;
import com.acme.coro.api.spi.OfferedFunction;
import com.acme.coro.api.spi.SwapControl;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/** The functions on offer, by name; where several offers have one name, the one that compares greatest is used. */
public final class FunctionRegistry {
    private static final List<Class<?>> PRIMITIVES = List.of(
            boolean.class, byte.class, char.class, double.class, float.class, int.class, long.class, short.class);

    private final CoreRuntime runtime;
    /** Guarded by this. */
    private final Map<String, List<FunctionOffer>> offers = new TreeMap<>();

    FunctionRegistry(CoreRuntime runtime) {
        this.runtime = runtime;
    }

    /** Adds an offer. */
    public void add(FunctionOffer offer) {
        List<FunctionOffer> rivals;
        synchronized (this) {
            List<FunctionOffer> same = offers.computeIfAbsent(offer.name(), n -> new ArrayList<>(1));
            same.add(offer);
            rivals = ranked(same);
        }
        if (rivals.size() > 1) {
            runtime.logs
                    .logger("com.acme.coro.scheduler")
                    .warn(
                            "several bundles offer one function: name={}, used={}",
                            offer.name(),
                            rivals.get(0).bundle());
        }
        runtime.changes().arrived(offer);
    }

    /**
     * Takes an offer back. Its coroutines make way for the next version if there is somebody to see to that; otherwise
     * they end with outcome CodeGone. Waits for them, within their graces.
     */
    public void remove(FunctionOffer offer) {
        synchronized (this) {
            offers.computeIfPresent(offer.name(), (n, same) -> {
                same.remove(offer);
                return same.isEmpty() ? null : same;
            });
        }
        runtime.changes().leaving(List.of(offer.asFunction()), false);
        String reason = "function " + offer.name() + " of " + offer.bundle() + " was withdrawn";
        runtime.end(c -> runs(c, offer), new Outcome.CodeGone(reason), reason);
    }

    /** Whether the coroutine of a name runs this function already, or is between two versions of it. */
    public boolean goesOn(String name, FunctionOffer offer) {
        return runtime.names.find(name).orElse(null) instanceof LocalCoro c && goesOn(c, offer);
    }

    private static boolean goesOn(LocalCoro c, FunctionOffer offer) {
        SwapControl.Between place = c.place();
        return runs(c, offer) || place != null && place.left().name().equals(offer.name());
    }

    public static boolean runs(LocalCoro c, FunctionOffer offer) {
        return c.function() == offer;
    }

    /** All offers, those of one name best first. */
    public synchronized List<FunctionOffer> all() {
        return offers.values().stream().flatMap(same -> ranked(same).stream()).toList();
    }

    /** The best first, as they rank now. */
    private static List<FunctionOffer> ranked(List<FunctionOffer> same) {
        return same.size() == 1
                ? List.copyOf(same)
                : same.stream().sorted(Comparator.reverseOrder()).toList();
    }

    /** What a coroutine of a function runs. */
    public CoroTask work(String name, Object... args) {
        return work(best(name, args), args);
    }

    /** Refuses what {@link #work(String, Object...)} would, without having a function object made. */
    public void check(String name, Object... args) {
        FunctionOffer offer = best(name, args);
        offer.parameters().ifPresent(p -> check(name, p, args));
    }

    private FunctionOffer best(String name, Object... args) {
        Objects.requireNonNull(name, "function");
        Objects.requireNonNull(args, "args");
        for (int i = 0; i < args.length; i++) Objects.requireNonNull(args[i], "args[" + i + "]");
        FunctionOffer offer;
        synchronized (this) {
            List<FunctionOffer> same = offers.get(name);
            offer = same == null ? null : ranked(same).get(0);
        }
        if (offer == null) throw new NoSuchFunctionException("no bundle offers the function: name=" + name);
        return offer;
    }

    /** What a coroutine of one bundle's function runs. */
    public CoroTask work(OfferedFunction which, Object... args) {
        FunctionOffer offer;
        synchronized (this) {
            offer = offers.getOrDefault(which.name(), List.of()).stream()
                    .filter(o -> which.covers(o.asFunction()))
                    .findFirst()
                    .orElse(null);
        }
        if (offer == null) {
            throw new NoSuchFunctionException(
                    "the bundle does not offer the function: name=" + which.name() + ", bundle=" + which.bundle());
        }
        return work(offer, args);
    }

    /** Does what must not be done once an offer was taken back; false if it was, or if that says so. */
    public synchronized boolean whileOffered(FunctionOffer offer, BooleanSupplier what) {
        return offers.getOrDefault(offer.name(), List.of()).contains(offer) && what.getAsBoolean();
    }

    /** What a coroutine of one offer runs. */
    public static CoroTask work(FunctionOffer offer, Object... args) {
        String name = offer.name();
        offer.parameters().ifPresent(p -> check(name, p, args));
        CoroFunction function = offer.get();
        if (function == null) {
            throw new NoSuchFunctionException(offer.failure()
                    .map(failure -> "the function's component was not activated: name=" + name + ": " + failure)
                    .orElse("the function is just being withdrawn: name=" + name));
        }
        return new FunctionWork(offer, new AtomicReference<>(function), args.clone());
    }

    private static void check(String name, List<String> parameters, Object... args) {
        if (parameters.size() != args.length) {
            throw new IllegalArgumentException("function " + name + " takes " + parameters.size() + " arguments "
                    + parameters + ", not " + args.length);
        }
        for (int i = 0; i < args.length; i++) {
            if (!isA(args[i].getClass(), boxed(parameters.get(i)))) {
                throw new IllegalArgumentException(
                        "function " + name + " takes a " + parameters.get(i) + " as argument " + (i + 1) + ", not a "
                                + args[i].getClass().getName());
            }
        }
    }

    /** An int comes as an Integer. */
    private static String boxed(String type) {
        return PRIMITIVES.stream()
                .filter(p -> p.getName().equals(type))
                .map(p -> MethodType.methodType(p).wrap().returnType().getName())
                .findFirst()
                .orElse(type);
    }

    /** By names: the function's bundle knows the type, not we. */
    private static boolean isA(Class<?> c, String type) {
        if (c == null) return false;
        if (c.getTypeName().equals(type) || c.getName().equals(type) || type.equals("java.lang.Object")) return true;
        for (Class<?> i : c.getInterfaces()) if (isA(i, type)) return true;
        return isA(c.getSuperclass(), type);
    }

    private record FunctionWork(FunctionOffer function, AtomicReference<CoroFunction> held, Object... args)
            implements CoroTask {
        @Override
        public Object[] arguments() {
            return args.clone();
        }

        @Override
        public Object run(Self self) throws Exception {
            return held.get().run(self, args);
        }

        @Override
        public void release() {
            CoroFunction f = held.getAndSet(null);
            if (f != null) function.release(f);
        }
    }
}
