package com.acme.coro.bench;

import com.acme.coro.api.Coro;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;

/** W5: n coroutines sleep five times up to a second each; how late they wake, and what that costs. */
final class TimersLoad {
    private static final int NAPS = 5;
    private static final int PER_TURN = 1000;

    private TimersLoad() {}

    static Figures run(Stage stage) {
        int n = stage.n();
        var late = new double[n * NAPS];
        var coros = new Coro[n];
        var random = new SplittableRandom(42);
        double cpuBefore = ThisProcess.cpuSeconds();
        var time = new Stopwatch();
        for (int i = 0; i < n; i++) {
            if (i % PER_TURN == PER_TURN - 1) stage.driver().yield();
            int at = i * NAPS;
            var naps = new long[NAPS];
            for (int k = 0; k < NAPS; k++) naps[k] = (long) (random.nextDouble() * 1e9);
            coros[i] = stage.scheduler().spawn("sleeper", self -> {
                for (int k = 0; k < NAPS; k++) {
                    long before = System.nanoTime();
                    self.sleep(Duration.ofNanos(naps[k]));
                    late[at + k] = (System.nanoTime() - before - naps[k]) / 1e6;
                }
                return null;
            });
        }
        for (Coro coro : coros) coro.value();
        double seconds = time.seconds();
        double cpu = ThisProcess.cpuSeconds() - cpuBefore;
        Arrays.sort(late);
        return new Figures(seconds, late.length, ThisProcess.peakMb())
                .with("p50_ms", late[late.length / 2])
                .with("p99_ms", late[(int) (late.length * 0.99)])
                .with("max_ms", late[late.length - 1])
                .with("count", late.length)
                .with("cpu_s", cpu);
    }
}
