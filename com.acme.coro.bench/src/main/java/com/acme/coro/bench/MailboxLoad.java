package com.acme.coro.bench;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Spawn;

/** W3: 100 coroutines send to one, whose mailbox is bounded: they wait for room. */
final class MailboxLoad {
    private static final int SENDERS = 100;
    private static final int BOUND = 1024;

    private MailboxLoad() {}

    static Figures run(Stage stage) {
        int n = stage.n();
        var time = new Stopwatch();
        Coro receiver = stage.scheduler().spawn(Spawn.named("receiver").bound(BOUND), self -> {
            for (int i = 0; i < n; i++) self.receive();
            return null;
        });
        for (int s = 0; s < SENDERS; s++) {
            int share = n / SENDERS + (s < n % SENDERS ? 1 : 0);
            stage.scheduler().spawn("sender-" + s, self -> {
                for (int i = 0; i < share; i++) receiver.deliver(i);
                return null;
            });
        }
        receiver.value();
        return new Figures(time.seconds(), n, ThisProcess.peakMb())
                .with("senders", SENDERS)
                .with("bound", BOUND);
    }
}
