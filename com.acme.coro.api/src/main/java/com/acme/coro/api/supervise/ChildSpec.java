package com.acme.coro.api.supervise;

import com.acme.coro.api.CoroBody;
import com.acme.coro.api.Restart;
import com.acme.coro.api.Spawn;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A coroutine that a supervisor starts and restarts: a lambda, or a function that a bundle offers. Immutable: each method with an
 * argument returns a changed copy.
 */
public final class ChildSpec {
    private final String id;
    private final Optional<CoroBody> body;
    private final Optional<String> function;
    private final List<Object> args;
    private final Spawn spawn;
    private final Restart restart;
    private final boolean inPlace;
    private final Duration shutdown;

    private ChildSpec(
            String id,
            Optional<CoroBody> body,
            Optional<String> function,
            List<Object> args,
            Spawn spawn,
            Restart restart,
            boolean inPlace,
            Duration shutdown) {
        this.id = Objects.requireNonNull(id, "id");
        this.body = Objects.requireNonNull(body, "body");
        this.function = Objects.requireNonNull(function, "function");
        this.args = List.copyOf(Objects.requireNonNull(args, "args"));
        this.spawn = Objects.requireNonNull(spawn, "spawn");
        this.restart = Objects.requireNonNull(restart, "restart");
        this.inPlace = inPlace;
        this.shutdown = Objects.requireNonNull(shutdown, "shutdown");
        if (shutdown.isNegative()) {
            throw new IllegalArgumentException("shutdown must not be negative: shutdown=" + shutdown);
        }
    }

    /**
     * A permanent child that runs a lambda, restarted in place, with 5 s to shut down.
     *
     * @param id its id, and name
     * @param body what it runs, called for each start
     * @return the specification
     * @throws IllegalArgumentException if the id is empty
     */
    public static ChildSpec of(String id, CoroBody body) {
        return permanent(id, Optional.of(Objects.requireNonNull(body, "body")), Optional.empty(), List.of());
    }

    /**
     * A permanent child that runs a function of a bundle, restarted in place, with 5 s to shut down.
     *
     * @param id its id, and name
     * @param function the function it runs, looked up for each start
     * @param args the function's arguments
     * @return the specification
     * @throws IllegalArgumentException if the id is empty
     */
    public static ChildSpec function(String id, String function, Object... args) {
        for (Object arg : args) Objects.requireNonNull(arg, "args must not contain null");
        return permanent(
                id, Optional.empty(), Optional.of(Objects.requireNonNull(function, "function")), List.of(args));
    }

    private static ChildSpec permanent(
            String id, Optional<CoroBody> body, Optional<String> function, List<Object> args) {
        checkId(id); // in these words, not as a name
        return new ChildSpec(id, body, function, args, Spawn.named(id), Restart.PERMANENT, true, Duration.ofSeconds(5));
    }

    private static void checkId(String id) {
        Objects.requireNonNull(id, "id");
        if (id.isEmpty()) throw new IllegalArgumentException("id must not be empty");
    }

    /**
     * The id of the child.
     *
     * @return an id, unique among the children of its supervisor, not empty
     */
    public String id() {
        return id;
    }

    /**
     * The lambda that it runs, called for each start.
     *
     * @return the body; none if it runs a function
     */
    public Optional<CoroBody> body() {
        return body;
    }

    /**
     * The function that it runs, looked up for each start.
     *
     * @return its name; none if it runs a lambda
     */
    public Optional<String> function() {
        return function;
    }

    /**
     * The arguments of the function.
     *
     * @return the arguments; none for a lambda
     */
    public List<Object> args() {
        return args;
    }

    /**
     * How its coroutine is spawned.
     *
     * @return name, mailbox, registration; at first named after the id, and nothing else
     */
    public Spawn spawn() {
        return spawn;
    }

    /**
     * Says how its coroutine is spawned.
     *
     * @param how name, mailbox, registration
     * @return a changed copy
     */
    public ChildSpec spawn(Spawn how) {
        return new ChildSpec(id, body, function, args, how, restart, inPlace, shutdown);
    }

    /**
     * When it is started again.
     *
     * @return the rule; {@link Restart#PERMANENT} at first
     */
    public Restart restart() {
        return restart;
    }

    /**
     * Says when it is started again.
     *
     * @param when the rule
     * @return a changed copy
     */
    public ChildSpec restart(Restart when) {
        return new ChildSpec(id, body, function, args, spawn, when, inPlace, shutdown);
    }

    /**
     * Whether a restart after a failure keeps the coroutine: id, name, mailbox, monitors; only with {@link
     * Strategy#ONE_FOR_ONE}, otherwise each restart is a new coroutine. One that returned, was terminated or cut off, or lost
     * its code has ended: that restart is a new coroutine in any case.
     *
     * @return true at first
     */
    public boolean inPlace() {
        return inPlace;
    }

    /**
     * Keeps the coroutine when it is restarted after a failure, or makes each restart a new one with an empty mailbox.
     *
     * @param kept whether it is kept
     * @return a changed copy
     */
    public ChildSpec inPlace(boolean kept) {
        return new ChildSpec(id, body, function, args, spawn, restart, kept, shutdown);
    }

    /**
     * How long it may take to end when its supervisor asks it to, before it is cut off. Its own waits in clean-up end with the
     * scheduler's grace for that.
     *
     * @return a time; 5 s at first
     */
    public Duration shutdown() {
        return shutdown;
    }

    /**
     * Says how long it may take to end.
     *
     * @param time before it is cut off; zero cuts it off at once
     * @return a changed copy
     * @throws IllegalArgumentException if that is negative
     */
    public ChildSpec shutdown(Duration time) {
        return new ChildSpec(id, body, function, args, spawn, restart, inPlace, time);
    }

    private List<Object> all() {
        return List.of(id, body, function, args, spawn, restart, inPlace, shutdown);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChildSpec spec && all().equals(spec.all());
    }

    @Override
    public int hashCode() {
        return all().hashCode();
    }

    @Override
    public String toString() {
        return "ChildSpec[id=" + id + ", body=" + body + ", function=" + function + ", args=" + args + ", spawn="
                + spawn + ", restart=" + restart + ", inPlace=" + inPlace + ", shutdown=" + shutdown + "]";
    }
}
