package com.acme.coro.bench;

import com.acme.coro.api.Coro;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** W1: creates n coroutines that each wait for one message, looks at the memory once it has settled, resumes all. */
final class SpawnLoad {
    // Spawned in one turn, a million would keep everybody else waiting for a second.
    private static final int PER_TURN = 1000;

    // Plain fields: only the coroutines of one scheduler touch them.
    private int starting;
    private int waiting;

    private SpawnLoad(int n) {
        starting = n;
        waiting = n;
    }

    static Figures run(Stage stage) throws Exception {
        return new SpawnLoad(stage.n()).measure(stage);
    }

    private Figures measure(Stage stage) throws Exception {
        var self = stage.driver();
        var driver = self.coro();
        int n = stage.n();
        var coros = new Coro[n];
        double base = ThisProcess.residentMb();

        var creation = new Stopwatch();
        for (int i = 0; i < n; i++) {
            if (i % PER_TURN == PER_TURN - 1) self.yield();
            coros[i] = stage.scheduler().spawn("waits", one -> {
                if (--starting == 0) driver.resume(true);
                one.receive();
                if (--waiting == 0) driver.resume(true);
                return null;
            });
        }
        self.suspend();
        double created = creation.seconds();

        self.sleep(Duration.ofSeconds(1));
        double peak = ThisProcess.peakMb();
        self.await(CompletableFuture.runAsync(System::gc));
        self.sleep(Duration.ofMillis(300));
        double settled = ThisProcess.residentMb();

        var resumption = new Stopwatch();
        for (Coro coro : coros) coro.send(1);
        self.suspend();
        return new Figures(created, n, peak)
                .with("resume_s", resumption.seconds())
                .with("base_mb", base)
                .with("settled_mb", settled)
                .with("bytes_each", Math.round((settled - base) * 1048576 / n));
    }
}
