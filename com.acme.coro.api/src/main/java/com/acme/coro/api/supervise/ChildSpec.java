package com.acme.coro.api.supervise;

import com.acme.coro.api.CoroBody;
import com.acme.coro.api.Spawn;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * A coroutine that a supervisor starts and restarts. Immutable: each method returns a changed copy.
 *
 * @param id unique among the supervisor's children, not empty
 * @param how name, mailbox, registration; named after the id at first
 * @param what what it runs
 * @param restart when it is started again
 * @param inPlace whether a restart after a failure keeps the coroutine: id, name, mailbox, monitors; only with {@link
 *     Strategy#ONE_FOR_ONE}, otherwise each restart is a new coroutine. One that returned, was terminated or cut off,
 *     or lost its code has ended: that restart is a new coroutine in any case
 * @param shutdown how long it may take to end when its supervisor asks it to, before it is cut off; zero cuts it off at once.
 *     Its own waits in clean-up end with the scheduler's grace for that
 */
public record ChildSpec(String id, Spawn how, What what, Restart restart, boolean inPlace, Duration shutdown) {
    /** What a child runs. */
    public sealed interface What {}

    /**
     * A lambda.
     *
     * @param body called for each start
     */
    public record Body(CoroBody body) implements What {
        /** Refuses null. */
        public Body {
            Objects.requireNonNull(body, "body");
        }
    }

    /**
     * A function that a bundle offers, looked up for each start.
     *
     * @param name the function's name
     * @param args its arguments
     */
    public record Named(String name, List<Object> args) implements What {
        /** Copies the arguments; refuses null. */
        public Named {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(args, "args");
            args = List.copyOf(args);
        }
    }

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if the id is empty or the time negative
     */
    public ChildSpec {
        checkId(id);
        Objects.requireNonNull(how, "how");
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(restart, "restart");
        Objects.requireNonNull(shutdown, "shutdown");
        if (shutdown.isNegative()) {
            throw new IllegalArgumentException("shutdown must not be negative: shutdown=" + shutdown);
        }
    }

    /**
     * A permanent child, restarted in place, with 5 s to shut down.
     *
     * @param id its id, and name
     * @param body what it runs
     * @return the beginning
     */
    public static ChildSpec of(String id, CoroBody body) {
        return permanent(id, new Body(body));
    }

    /**
     * A permanent child, restarted in place, with 5 s to shut down.
     *
     * @param id its id, and name
     * @param function the function it runs
     * @param args the function's arguments
     * @return the beginning
     */
    public static ChildSpec function(String id, String function, Object... args) {
        for (Object arg : args) Objects.requireNonNull(arg, "args must not contain null");
        return permanent(id, new Named(function, List.of(args)));
    }

    private static ChildSpec permanent(String id, What what) {
        checkId(id); // in these words, not as a name
        return new ChildSpec(id, Spawn.named(id), what, Restart.PERMANENT, true, Duration.ofSeconds(5));
    }

    private static void checkId(String id) {
        Objects.requireNonNull(id, "id");
        if (id.isEmpty()) throw new IllegalArgumentException("id must not be empty");
    }

    /**
     * Says how its coroutine is spawned.
     *
     * @param spawn name, mailbox, registration
     * @return a changed copy
     */
    public ChildSpec how(Spawn spawn) {
        return new ChildSpec(id, spawn, what, restart, inPlace, shutdown);
    }

    /**
     * Says when it is started again.
     *
     * @param when the rule
     * @return a changed copy
     */
    public ChildSpec restart(Restart when) {
        return new ChildSpec(id, how, what, when, inPlace, shutdown);
    }

    /**
     * Makes each restart a new coroutine with an empty mailbox.
     *
     * @return a changed copy
     */
    public ChildSpec afresh() {
        return new ChildSpec(id, how, what, restart, false, shutdown);
    }

    /**
     * Says how long it may take to end.
     *
     * @param time before it is cut off
     * @return a changed copy
     */
    public ChildSpec shutdown(Duration time) {
        return new ChildSpec(id, how, what, restart, inPlace, time);
    }
}
