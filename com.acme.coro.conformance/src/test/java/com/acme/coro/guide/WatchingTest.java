package com.acme.coro.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Exit;
import com.acme.coro.api.LinkedException;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.VirtualTime;

/** The guide's snippets on monitors and links. */
class WatchingTest {
    @CoroTest
    void shouldBeToldOfAnEnd(Scheduler coros) {
        Coro worker = coros.spawn("worker", self -> self.receive());
        // snippet: monitor
        Coro guard = coros.spawn("guard", self -> {
            if (!self.monitor(worker)) return worker.join(); // it has ended already: no message will come
            Exit exit = self.receive(Exit.class); // comes behind all that the worker sent before
            return exit.outcome();
        });
        // end
        worker.send("done");
        assertEquals(new Outcome.Returned("done"), guard.value());
    }

    @CoroTest
    void shouldFailTogether(Scheduler coros, VirtualTime time) {
        Coro pump = coros.spawn("pump", self -> self.receive());
        // snippet: link
        Coro valve = coros.spawn("valve", self -> {
            self.link(pump); // if one of the two fails, the other gets a LinkedException at its wait
            return self.receive();
        });
        // end
        time.settle();
        pump.raise(new IllegalStateException("dry"));
        time.settle();
        var failed = assertInstanceOf(Outcome.Failed.class, valve.join());
        assertEquals(LinkedException.class.getName(), failed.failure().type());
    }
}
