package com.acme.coro.hotswap;

import com.acme.coro.hotswap.config.HotSwapConfig;
import java.time.Duration;
import java.util.Arrays;

/**
 * How swaps are made.
 *
 * @param quiesce how long to wait for coroutines to make way
 * @param holder how long to wait for a coroutine of another bundle that holds their scheduler
 * @param patience how long they wait for their function
 * @param start how long a version may take to be there
 * @param unfit what to do with messages that do not fit
 * @param reports how many reports to keep
 */
record Settings(Duration quiesce, Duration holder, Duration patience, Duration start, Unfit unfit, int reports) {
    /** What to do with messages that do not fit. */
    enum Unfit {
        /** The version is rolled back. */
        ROLL_BACK,
        /** They become dead letters. */
        DEAD_LETTER
    }

    static Settings of(HotSwapConfig config) {
        return new Settings(
                within("swap.quiesce", config.swap_quiesce(), 0, 3_600_000),
                within("swap.holder", config.swap_holder(), 0, 3_600_000),
                within("swap.wait", config.swap_wait(), 0, 86_400_000),
                within("swap.start", config.swap_start(), 1, 86_400_000),
                policy(config.swap_unfit()),
                (int) within("swap.reports", config.swap_reports(), 0, 100_000).toMillis());
    }

    private static Duration within(String key, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(key + " must be within " + least + ".." + most + ": " + value);
        }
        return Duration.ofMillis(value);
    }

    private static Unfit policy(String name) {
        return Arrays.stream(Unfit.values())
                .filter(u -> u.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "swap.unfit must be one of " + Arrays.toString(Unfit.values()) + ": " + name));
    }
}
