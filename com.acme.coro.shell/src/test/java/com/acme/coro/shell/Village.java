package com.acme.coro.shell;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroId;
import com.acme.coro.api.CoroSnapshot;
import com.acme.coro.api.CoroState;
import com.acme.coro.api.Failure;
import com.acme.coro.api.Location;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Resumed;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.SendResult;
import com.acme.coro.api.SignalResult;
import com.acme.coro.api.Spawn;
import com.acme.coro.api.spi.Coroutines;
import com.acme.coro.api.spi.Names;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Some coroutines that do nothing but note what is asked of them. */
final class Village implements Coroutines {
    final List<String> asked = new ArrayList<>();
    final List<Object> sent = new ArrayList<>();
    SendResult sendResult = SendResult.ACCEPTED;
    SignalResult signalResult = SignalResult.ACCEPTED;
    /** The number of the first inhabitant. */
    long first = 1;

    private final Map<Coro, CoroSnapshot> living = new LinkedHashMap<>();
    private final Map<String, Coro> registered = new TreeMap<>();
    private final List<Coro> ended = new ArrayList<>();
    final List<Ended> history = new ArrayList<>();
    final List<String> started = new ArrayList<>();
    Optional<Turn> turn = Optional.empty();
    Resumed resumed = Resumed.WOKEN;

    Coro inhabitant(String name, CoroState state, String bundle, String... names) {
        var id = new CoroId(0x1f, first + living.size());
        Coro coro = reference(name, id);
        living.put(
                coro,
                new Facts.Status(
                        id,
                        name,
                        "default",
                        bundle,
                        Optional.empty(),
                        Optional.empty(),
                        state,
                        state == CoroState.RECEIVING ? "a message" : "",
                        state == CoroState.RECEIVING ? Optional.of(Duration.ofSeconds(72)) : Optional.empty(),
                        2,
                        Duration.ofMillis(1_500),
                        7,
                        false,
                        false,
                        List.of(names),
                        bundle + " 1.0.0",
                        state == CoroState.RECEIVING,
                        List.of("mayor/1f.77@localhost:0"),
                        List.of()));
        for (String each : names) registered.put(each, coro);
        return coro;
    }

    void bury(Coro coro) {
        living.remove(coro);
        ended.add(coro);
    }

    /** One of whom only the list of those that ended knows. */
    void remembered(long sequence, String name, Duration ago, String outcome, Failure failure) {
        history.add(new Facts.Ended(
                new CoroId(0x1f, sequence),
                name,
                "default",
                "forge",
                Optional.of("smithy"),
                List.of("village." + name),
                Duration.ofHours(3),
                ago,
                12,
                outcome,
                Optional.ofNullable(failure)));
    }

    private Coro reference(String name, CoroId id) {
        return (Coro) Proxy.newProxyInstance(
                Coro.class.getClassLoader(), new Class<?>[] {Coro.class}, (self, method, args) -> {
                    return switch (method.getName()) {
                        case "id" -> id;
                        case "name" -> name;
                        case "location" -> Location.LOCAL;
                        case "toString" -> name + "/" + id + "@localhost:0";
                        case "hashCode" -> id.hashCode();
                        case "equals" ->
                            args[0] instanceof Coro other && other.id().equals(id);
                        case "tryJoin" -> Optional.of(new Outcome.Terminated("it was time"));
                        case "send" -> {
                            sent.add(args[0]);
                            yield sendResult;
                        }
                        case "resume" -> {
                            sent.add(args[0]);
                            yield resumed;
                        }
                        case "raise" -> {
                            asked.add("raise in " + name + ": " + ((RuntimeException) args[0]).getMessage());
                            yield signalResult;
                        }
                        case "terminate" -> {
                            asked.add("terminate " + name + ": " + args[0]);
                            yield signalResult;
                        }
                        default -> throw new UnsupportedOperationException(method.toString());
                    };
                });
    }

    @Override
    public List<CoroSnapshot> all() {
        return List.copyOf(living.values());
    }

    @Override
    public List<Coro> find(String what) {
        var found = new ArrayList<>(living.keySet());
        found.addAll(ended);
        found.removeIf(coro -> !coro.name().equals(what)
                && !String.valueOf(coro.id().sequence()).equals(what));
        return found;
    }

    @Override
    public Optional<CoroSnapshot> status(Coro coro) {
        return Optional.ofNullable(living.get(coro));
    }

    @Override
    public List<Ended> ended() {
        return history;
    }

    @Override
    public Coro start(String scheduler, Spawn how, String function, Object... args) {
        if (!scheduler.equals("default"))
            throw new IllegalArgumentException("there is no scheduler called " + scheduler);
        started.add(function + List.of(args) + " as " + how.name()
                + how.registered().map(n -> ", registered " + n).orElse(""));
        return inhabitant(how.name(), CoroState.NEW, "forge");
    }

    @Override
    public List<StackTraceElement> stack(Coro coro) {
        return List.of(new StackTraceElement("village.Inn", "wait", "Inn.java", 12));
    }

    @Override
    public String dump(boolean stacks) {
        return "a tree" + (stacks ? " with stacks" : "") + "\n";
    }

    @Override
    public List<SchedulerStatus> schedulers() {
        return List.of(new Facts.SchedulerStatus("default", "own", living.size(), 0, turn.isEmpty(), 99, 0, turn));
    }

    @Override
    public boolean settled() {
        return true;
    }

    @Override
    public List<FunctionStatus> functions() {
        return List.of(
                new Facts.FunctionStatus("meter", "village.bundle 1.0.0", Optional.of(List.of("java.lang.String")), 1),
                new Facts.FunctionStatus(
                        "mix",
                        "village.bundle 1.0.0",
                        Optional.of(List.of("int", "java.lang.Long", "double", "boolean", "char")),
                        0),
                new Facts.FunctionStatus("tick", "village.bundle 1.0.0", Optional.empty(), 0));
    }

    Names names() {
        return new Names() {
            @Override
            public void register(String name, Coro coro) {
                registered.put(name, coro);
            }

            @Override
            public boolean unregister(String name, Coro coro) {
                return registered.remove(name, coro);
            }

            @Override
            public Optional<Coro> find(String name) {
                return Optional.ofNullable(registered.get(name));
            }

            @Override
            public Map<String, Coro> all() {
                return new TreeMap<>(registered);
            }

            @Override
            public Scheduler.Registration watch(NameListener listener) {
                throw new UnsupportedOperationException("nobody watches here");
            }
        };
    }
}
