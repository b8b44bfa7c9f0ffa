package com.acme.coro.testkit;

import java.util.ArrayList;
import java.util.List;

/**
 * Asserts in which order steps are taken, by however many coroutines and threads.
 *
 * <pre>{@code
 * Steps steps = new Steps();
 * coros.spawn("b", self -> {
 *     self.sleep(Duration.ofMillis(10));
 *     steps.at(2);
 *     return null;
 * });
 * coros.spawn("a", self -> {
 *     steps.at(1);
 *     return null;
 * });
 * steps.done(2);
 * }</pre>
 */
public final class Steps {
    // Guarded by this.
    private final List<String> taken = new ArrayList<>();
    // Guarded by this.
    private boolean wrong;

    /** No step taken. */
    public Steps() {}

    /**
     * Takes a step.
     *
     * @param step which one this must be, counted from 1
     * @throws AssertionError if it is another one's turn; then {@link #done} throws too
     */
    public synchronized void at(int step) {
        taken.add(step + " on " + Thread.currentThread().getName());
        if (step == taken.size() && !wrong) return;
        wrong = true;
        throw new AssertionError("out of order: step " + step + " came as number " + taken.size() + " of " + taken);
    }

    /**
     * Waits, for at most 10 s, until so many steps were taken, and no other.
     *
     * @param steps how many there must be
     * @throws AssertionError if there are more or fewer, or the order was wrong
     */
    public void done(int steps) {
        Eventually.holds(steps + " steps", () -> {
            synchronized (this) {
                if (wrong || taken.size() > steps)
                    throw new AssertionError("not " + steps + " steps in order: " + taken);
                return taken.size() == steps;
            }
        });
    }
}
