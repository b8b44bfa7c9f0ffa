package com.acme.coro.bench;

import com.acme.coro.api.Coro;

/** W2a: two coroutines, each answers the other. */
final class PingPongLoad {
    private PingPongLoad() {}

    static Figures run(Stage stage) {
        int n = stage.n();
        var pair = new Coro[2];
        var time = new Stopwatch();
        pair[0] = stage.scheduler().spawn("ping", self -> {
            for (int i = 0; i < n; i += 2) {
                pair[1].send(i);
                if (i + 1 < n) self.receive();
            }
            return null;
        });
        pair[1] = stage.scheduler().spawn("pong", self -> {
            for (int i = 0; i < n; i += 2) {
                self.receive();
                if (i + 1 < n) pair[0].send(i);
            }
            return null;
        });
        for (Coro coro : pair) coro.value();
        return new Figures(time.seconds(), n, ThisProcess.peakMb());
    }
}
