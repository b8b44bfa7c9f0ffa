package com.acme.coro.api.supervise;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/**
 * What a supervisor supervises, and how. Immutable: each method returns a changed copy.
 *
 * @param name of the supervisor's own coroutine, not empty
 * @param strategy whom a failing child takes along
 * @param children started in this order, ended in the reverse; may be empty
 * @param maxRestarts how many restarts within {@code period}, of all children together, are borne; with one more the
 *     supervisor gives up; at least 0
 * @param period over which restarts are counted, more than zero. A start that fails counts, siblings that a child takes
 *     along do not
 * @param backoff wait before a restart: none for the first within {@code period}, then this, doubled each time
 * @param maxBackoff limit of that
 */
public record SupervisorSpec(
        String name,
        Strategy strategy,
        List<ChildSpec> children,
        int maxRestarts,
        Duration period,
        Duration backoff,
        Duration maxBackoff) {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a value is out of its range or two children have one id
     */
    public SupervisorSpec {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(strategy, "strategy");
        Objects.requireNonNull(children, "children");
        Objects.requireNonNull(period, "period");
        Objects.requireNonNull(backoff, "backoff");
        Objects.requireNonNull(maxBackoff, "maxBackoff");
        if (name.isEmpty()) throw new IllegalArgumentException("name must not be empty");
        if (maxRestarts < 0) throw new IllegalArgumentException("maxRestarts must be at least 0: " + maxRestarts);
        if (period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException("period must be more than zero: period=" + period);
        }
        if (backoff.isNegative() || maxBackoff.compareTo(backoff) < 0) {
            throw new IllegalArgumentException(
                    "backoff must be within 0..maxBackoff: backoff=" + backoff + ", maxBackoff=" + maxBackoff);
        }
        children = List.copyOf(children);
        var ids = new HashSet<String>();
        for (ChildSpec child : children) {
            if (!ids.add(child.id())) throw new IllegalArgumentException("two children have one id: id=" + child.id());
        }
    }

    /**
     * No children yet; gives up at the 4th restart within 5 s; backs off 10 ms, up to 1 s.
     *
     * @param name of the supervisor's own coroutine
     * @param strategy whom a failing child takes along
     * @return the beginning
     */
    public static SupervisorSpec named(String name, Strategy strategy) {
        return new SupervisorSpec(
                name, strategy, List.of(), 3, Duration.ofSeconds(5), Duration.ofMillis(10), Duration.ofSeconds(1));
    }

    /**
     * Adds a child behind the others.
     *
     * @param child whom
     * @return a changed copy
     * @throws IllegalArgumentException if there is a child with its id
     */
    public SupervisorSpec child(ChildSpec child) {
        Objects.requireNonNull(child, "child");
        var all = new ArrayList<>(children);
        all.add(child);
        return new SupervisorSpec(name, strategy, all, maxRestarts, period, backoff, maxBackoff);
    }

    /**
     * Says when to give up: at one restart more than {@code max} within {@code within}.
     *
     * @param max how many restarts are borne
     * @param within over which time
     * @return a changed copy
     */
    public SupervisorSpec intensity(int max, Duration within) {
        return new SupervisorSpec(name, strategy, children, max, within, backoff, maxBackoff);
    }

    /**
     * Says how long to wait before restarts.
     *
     * @param first before the second restart within the period; doubled each time
     * @param limit of that
     * @return a changed copy
     */
    public SupervisorSpec backoff(Duration first, Duration limit) {
        return new SupervisorSpec(name, strategy, children, maxRestarts, period, first, limit);
    }
}
