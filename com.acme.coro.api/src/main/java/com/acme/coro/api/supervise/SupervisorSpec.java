package com.acme.coro.api.supervise;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/**
 * What a supervisor supervises, and how. Immutable: each method with an argument returns a changed copy.
 */
public final class SupervisorSpec {
    private final String name;
    private final Strategy strategy;
    private final List<ChildSpec> children;
    private final int maxRestarts;
    private final Duration period;
    private final Duration backoff;
    private final Duration maxBackoff;

    private SupervisorSpec(
            String name,
            Strategy strategy,
            List<ChildSpec> children,
            int maxRestarts,
            Duration period,
            Duration backoff,
            Duration maxBackoff) {
        this.name = Objects.requireNonNull(name, "name");
        this.strategy = Objects.requireNonNull(strategy, "strategy");
        this.children = List.copyOf(Objects.requireNonNull(children, "children"));
        this.maxRestarts = maxRestarts;
        this.period = Objects.requireNonNull(period, "period");
        this.backoff = Objects.requireNonNull(backoff, "backoff");
        this.maxBackoff = Objects.requireNonNull(maxBackoff, "maxBackoff");
        if (name.isEmpty()) throw new IllegalArgumentException("name must not be empty");
        if (maxRestarts < 0) throw new IllegalArgumentException("maxRestarts must be at least 0: " + maxRestarts);
        if (period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException("period must be more than zero: period=" + period);
        }
        if (backoff.isNegative() || maxBackoff.compareTo(backoff) < 0) {
            throw new IllegalArgumentException(
                    "backoff must be within 0..maxBackoff: backoff=" + backoff + ", maxBackoff=" + maxBackoff);
        }
        var ids = new HashSet<String>();
        for (ChildSpec child : children) {
            if (!ids.add(child.id())) throw new IllegalArgumentException("two children have one id: id=" + child.id());
        }
    }

    /**
     * No children yet; gives up at the 4th restart within 5 s; backs off 10 ms, up to 1 s.
     *
     * @param name of the supervisor's own coroutine
     * @param strategy which siblings are restarted together with a failed child
     * @return the specification
     * @throws IllegalArgumentException if the name is empty
     */
    public static SupervisorSpec named(String name, Strategy strategy) {
        return new SupervisorSpec(
                name, strategy, List.of(), 3, Duration.ofSeconds(5), Duration.ofMillis(10), Duration.ofSeconds(1));
    }

    /**
     * Adds a child behind the others.
     *
     * @param child the child
     * @return a changed copy
     * @throws IllegalArgumentException if there is a child with its id
     */
    public SupervisorSpec child(ChildSpec child) {
        Objects.requireNonNull(child, "child");
        var all = new ArrayList<>(children);
        all.add(child);
        return children(all);
    }

    /**
     * Says when to give up: at one restart more than so many within a time.
     *
     * @param max how many restarts are borne, at least 0
     * @param within over which time, more than zero
     * @return a changed copy
     * @throws IllegalArgumentException if a value is out of its range
     */
    public SupervisorSpec intensity(int max, Duration within) {
        return new SupervisorSpec(name, strategy, children, max, within, backoff, maxBackoff);
    }

    /**
     * Says how long to wait before restarts.
     *
     * @param first before the second restart within the period; doubled each time
     * @param limit of that, at least as long
     * @return a changed copy
     * @throws IllegalArgumentException if a value is out of its range
     */
    public SupervisorSpec backoff(Duration first, Duration limit) {
        return new SupervisorSpec(name, strategy, children, maxRestarts, period, first, limit);
    }

    /**
     * The name of the supervisor's own coroutine.
     *
     * @return a name, not empty
     */
    public String name() {
        return name;
    }

    /**
     * Which siblings are restarted together with a failed child.
     *
     * @return the strategy
     */
    public Strategy strategy() {
        return strategy;
    }

    /**
     * The children, started in this order and ended in the reverse.
     *
     * @return the children; none at first
     */
    public List<ChildSpec> children() {
        return children;
    }

    /**
     * Replaces the children.
     *
     * @param all the children, in the order in which they are started; may be empty
     * @return a changed copy
     * @throws IllegalArgumentException if two children have one id
     */
    public SupervisorSpec children(List<ChildSpec> all) {
        return new SupervisorSpec(name, strategy, all, maxRestarts, period, backoff, maxBackoff);
    }

    /**
     * How many restarts within {@link #period}, of all children together, are borne; with one more the supervisor gives up. A
     * start that fails counts, siblings that a child takes along do not.
     *
     * @return a number, 3 at first
     */
    public int maxRestarts() {
        return maxRestarts;
    }

    /**
     * Over which time restarts are counted.
     *
     * @return a time, more than zero; 5 s at first
     */
    public Duration period() {
        return period;
    }

    /**
     * The wait before a restart: none for the first within {@link #period}, then this, doubled each time.
     *
     * @return a time; 10 ms at first
     */
    public Duration backoff() {
        return backoff;
    }

    /**
     * The longest wait before a restart.
     *
     * @return a time; 1 s at first
     */
    public Duration maxBackoff() {
        return maxBackoff;
    }

    private List<Object> all() {
        return List.of(name, strategy, children, maxRestarts, period, backoff, maxBackoff);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SupervisorSpec spec && all().equals(spec.all());
    }

    @Override
    public int hashCode() {
        return all().hashCode();
    }

    @Override
    public String toString() {
        return "SupervisorSpec[name=" + name + ", strategy=" + strategy + ", children=" + children + ", maxRestarts="
                + maxRestarts + ", period=" + period + ", backoff=" + backoff + ", maxBackoff=" + maxBackoff + "]";
    }
}
