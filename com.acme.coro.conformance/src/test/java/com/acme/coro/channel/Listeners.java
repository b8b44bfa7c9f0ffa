package com.acme.coro.channel;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Spawn;
import java.util.List;

/** Coroutines that do nothing but receive. */
final class Listeners {
    private Listeners() {}

    /** Keeps what it receives. */
    static Coro listener(Scheduler coros, List<Object> got) {
        return coros.spawn(Spawn.named("listener").daemon(true), self -> {
            while (true) got.add(self.receive());
        });
    }

    /** Has a mailbox for one message, and takes one each time it is resumed. */
    static Coro slow(Scheduler coros, List<Object> got) {
        return coros.spawn(Spawn.named("slow").daemon(true).bound(1), self -> {
            while (true) {
                self.suspend();
                got.add(self.receive());
            }
        });
    }
}
