package com.acme.coro.core;

import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * Compares what one operation costs at two sizes of a workload: flat costs stay, others grow with the size. It counts the
 * processor time of this process, so that other processes matter little.
 */
final class Growth {
    private static final int ROUNDS = 3;
    /** The system counts processor time in steps of this. */
    private static final long STEP_NANOS = 10_000_000;

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    /** A workload of a size. */
    interface Workload {
        void run(int size) throws Exception;
    }

    private Growth() {}

    /**
     * Fails if an operation of the large workload costs more than so many times one of the small. As many operations are
     * done of each; the small come first, and bear the cost of compiling.
     *
     * @param factor what memory and collections may cost more; a scan costs large/small times as much
     */
    static void assertFlat(int small, int large, int factor, Workload workload) throws Exception {
        long few = STEP_NANOS + cost(workload, small, large / small);
        long many = Long.MAX_VALUE;
        for (int i = 0; i < ROUNDS; i++) {
            many = Math.min(many, cost(workload, large, 1));
            if (many <= factor * few) return;
        }
        fail(String.format(
                Locale.ROOT,
                "%d ns an operation with %d, but %d ns with %d: %.1f times as much",
                few / large,
                small,
                many / large,
                large,
                (double) many / few));
    }

    private static long cost(Workload workload, int size, int times) throws Exception {
        long begin = SYSTEM.getProcessCpuTime();
        for (int i = 0; i < times; i++) workload.run(size);
        return SYSTEM.getProcessCpuTime() - begin;
    }
}
