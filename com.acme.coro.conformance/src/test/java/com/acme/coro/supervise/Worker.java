package com.acme.coro.supervise;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroBody;
import com.acme.coro.api.Self;
import com.acme.coro.api.supervise.ChildSpec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A child that does as it is told, and writes down when it starts and ends. */
final class Worker implements CoroBody {
    enum Order {
        FAIL,
        RETURN
    }

    private record WhichRun(Coro replyTo) {}

    private final String name;
    private final List<String> history;
    private final AtomicInteger runs = new AtomicInteger();

    Worker(String name, List<String> history) {
        this.name = name;
        this.history = history;
    }

    static ChildSpec spec(String name) {
        return spec(name, new CopyOnWriteArrayList<>());
    }

    static ChildSpec spec(String name, List<String> history) {
        return ChildSpec.of(name, new Worker(name, history));
    }

    @Override
    public Object run(Self self) {
        int run = runs.incrementAndGet();
        history.add("+" + name);
        try {
            while (true) {
                switch (self.receive()) {
                    case Order.FAIL -> throw new IllegalStateException("run " + run + " of " + name);
                    case Order.RETURN -> {
                        return run;
                    }
                    case WhichRun q -> q.replyTo().send(run);
                    default -> self.unhandled();
                }
            }
        } finally {
            history.add("-" + name);
        }
    }

    /** Its how manieth run a worker is in; waits for the answer. */
    static int run(Coro worker) {
        return (int) worker.ask(WhichRun::new, Duration.ofSeconds(10));
    }
}
