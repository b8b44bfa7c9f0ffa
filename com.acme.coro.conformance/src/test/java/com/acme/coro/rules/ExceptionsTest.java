package com.acme.coro.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroEndedException;
import com.acme.coro.api.CoroEvent;
import com.acme.coro.api.NameTakenException;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Spawn;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.Events;
import com.acme.coro.testkit.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** The rules of exceptions and signals. */
class ExceptionsTest {
    @CoroTest
    void shouldCarryWhatFailed(Scheduler coros, VirtualTime time) {
        Coro clerk = coros.spawn(Spawn.named("clerk").registered("desk"), self -> self.receive());
        time.settle();
        // snippet: data
        var taken = assertThrows(
                NameTakenException.class, () -> coros.spawn(Spawn.named("other").registered("desk"), self -> null));
        assertEquals("desk", taken.name());

        Coro failing = coros.spawn("failing", self -> {
            throw new IllegalStateException("no water");
        });
        var ended = assertThrows(CoroEndedException.class, failing::value);
        assertEquals(failing, ended.coro());
        var failed = assertInstanceOf(Outcome.Failed.class, ended.outcome());
        assertEquals("no water", failed.failure().message());
        // end
        clerk.send("closing time");
        clerk.join();
    }

    @CoroTest
    void shouldPassThroughCatchException(Scheduler coros, VirtualTime time) {
        // snippet: catch-exception
        Coro robust = coros.spawn("robust", self -> {
            while (true) {
                try {
                    self.receive();
                } catch (Exception e) { // what was raised; a signal is an Error and goes through
                    self.log().info("never mind: {}", e.getMessage());
                }
            }
        });
        // end
        time.settle();
        robust.raise(new IllegalStateException("no matter"));
        time.settle();
        robust.terminate("enough");
        assertEquals(new Outcome.Terminated("enough"), robust.join());
    }

    @CoroTest
    void shouldRaiseASwallowedSignalAgain(Scheduler coros, VirtualTime time, Events events) {
        var caught = new ArrayList<String>();
        // snippet: swallowed
        Coro stubborn = coros.spawn("stubborn", self -> {
            try {
                self.receive();
            } catch (Throwable everything) { // do not do this
                caught.add(everything.getMessage());
            }
            return self.receive(); // no limit, as if nothing had happened: the signal comes again
        });
        // end
        time.settle();
        stubborn.terminate("enough");
        assertEquals(new Outcome.Terminated("enough"), stubborn.join());
        assertEquals(List.of("enough"), caught);
        assertEquals(stubborn, events.await(CoroEvent.SignalSwallowed.class).coro());
    }

    @CoroTest
    void shouldTakeAnInterruptForARequestToEnd(Scheduler coros, VirtualTime time) {
        var thread = new AtomicReference<Thread>();
        // snippet: interrupt
        Coro worker = coros.spawn("worker", self -> {
            thread.set(Thread.currentThread()); // as a library might that wants to interrupt it
            return self.receive();
        });
        // end
        time.settle();
        thread.get().interrupt();
        assertInstanceOf(Outcome.Terminated.class, worker.join());
    }
}
