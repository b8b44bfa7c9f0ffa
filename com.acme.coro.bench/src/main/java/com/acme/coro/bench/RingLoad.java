package com.acme.coro.bench;

import com.acme.coro.api.Coro;
import java.time.Duration;

/** W2b: a token goes around a ring of 1000 until it has made n hops. */
final class RingLoad {
    private static final int SIZE = 1000;

    private RingLoad() {}

    static Figures run(Stage stage) {
        Coro driver = stage.driver().coro();
        var ring = new Coro[SIZE];
        for (int i = 0; i < SIZE; i++) {
            int next = (i + 1) % SIZE;
            ring[i] = stage.scheduler().spawn("ring-" + i, self -> {
                while (true) {
                    int left = (Integer) self.receive();
                    if (left == 0) driver.resume(true);
                    else ring[next].send(left - 1);
                }
            });
        }
        stage.driver().sleep(Duration.ofMillis(200));

        var time = new Stopwatch();
        ring[0].send(stage.n());
        stage.driver().suspend();
        double seconds = time.seconds();
        for (Coro coro : ring) coro.terminate("the token has gone around");
        return new Figures(seconds, stage.n(), ThisProcess.peakMb()).with("ring", SIZE);
    }
}
