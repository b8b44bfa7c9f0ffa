package com.acme.coro.stress.races;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroBody;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.standalone.Carrier;
import com.acme.coro.api.standalone.CoroRuntime;
import com.acme.coro.api.standalone.CoroRuntimeProvider;
import com.acme.coro.api.standalone.RuntimeSettings;
import com.acme.coro.api.sync.CoroSemaphore;
import java.time.Duration;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;

/** The runtime that all races of one process share: two schedulers, so that coroutines of two run at the same time. */
final class Arena {
    /** More than any race takes: a race that needs it has hung. */
    static final Duration LONG = Duration.ofSeconds(30);

    private static final CoroRuntime RUNTIME = ServiceLoader.load(CoroRuntimeProvider.class)
            .findFirst()
            .orElseThrow()
            .open(RuntimeSettings.DEFAULT
                    .carrier(Carrier.valueOf(System.getProperty("coro.stress.carrier", "OWN")))
                    .longTurn(Duration.ofSeconds(10))
                    .deepMailbox(1_000_000));

    static final Scheduler ONE = RUNTIME.scheduler("one");
    static final Scheduler OTHER = RUNTIME.scheduler("other");

    private Arena() {}

    static CoroRuntime runtime() {
        return RUNTIME;
    }

    /** A semaphore of one permit that is taken. */
    static CoroSemaphore taken() {
        CoroSemaphore permits = RUNTIME.locks().semaphore(1);
        call(ONE, self -> {
            permits.acquire();
            return 0;
        });
        return permits;
    }

    /** Runs a body on a scheduler, and waits for what it returns: -1 for anything else. */
    static int call(Scheduler on, CoroBody body) {
        return number(on.spawn("call", body).tryJoin(LONG).orElse(null));
    }

    /** What a coroutine returned; -1 if it did not return a number. */
    static int number(Outcome how) {
        return how instanceof Outcome.Returned r && r.value() instanceof Integer n ? n : -1;
    }

    static int end(Coro coro) {
        return number(coro.tryJoin(LONG).orElse(null));
    }

    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            throw new IllegalStateException("interrupted while a race was set up", stop);
        }
    }
}
