package com.acme.coro.bench;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Spawn;
import java.time.Duration;

/** W4: one publisher on a channel with 1000 subscribers; it waits for those whose mailbox is full. */
final class FanOutLoad {
    private static final int SUBSCRIBERS = 1000;
    private static final int BOUND = 256;

    private FanOutLoad() {}

    static Figures run(Stage stage) {
        int n = stage.n();
        var subscribers = new Coro[SUBSCRIBERS];
        try (var channel = stage.channels().create("bench.fanout")) {
            for (int i = 0; i < SUBSCRIBERS; i++) {
                subscribers[i] = stage.scheduler()
                        .spawn(Spawn.named("subscriber-" + i).bound(BOUND), self -> {
                            channel.subscribe(self.coro());
                            for (int k = 0; k < n; k++) self.receive();
                            return null;
                        });
            }
            stage.driver().sleep(Duration.ofMillis(200));

            var time = new Stopwatch();
            stage.scheduler().spawn("publisher", self -> {
                for (int k = 0; k < n; k++) channel.deliver(k);
                return null;
            });
            for (Coro subscriber : subscribers) subscriber.value();
            return new Figures(time.seconds(), (double) n * SUBSCRIBERS, ThisProcess.peakMb())
                    .with("subscribers", SUBSCRIBERS)
                    .with("bound", BOUND);
        }
    }
}
