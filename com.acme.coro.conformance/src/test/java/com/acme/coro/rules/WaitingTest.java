package com.acme.coro.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.acme.coro.api.Coro;
import com.acme.coro.api.NotInCoroutineException;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Self;
import com.acme.coro.api.SendResult;
import com.acme.coro.api.WrongCoroutineException;
import com.acme.coro.api.sync.CoroLock;
import com.acme.coro.api.sync.Locks;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** The rules of waiting. */
class WaitingTest {
    // snippet: deep
    private static void printInTurn(CoroLock printer, List<String> paper, String page) {
        printer.acquire(); // suspends whichever coroutine calls; no Self was handed down to here
        try {
            paper.add(page);
        } finally {
            printer.release();
        }
    }
    // end

    @CoroTest
    void shouldFindTheCoroutineThatWaits(Scheduler coros, Locks locks, VirtualTime time) {
        CoroLock printer = locks.lock();
        var paper = new ArrayList<String>();
        // snippet: own-waits
        Coro author = coros.spawn("author", self -> {
            self.sleep(Duration.ofSeconds(1)); // a wait of its own: on Self
            printInTurn(printer, paper, "page 1"); // a wait for something else: on that thing
            return self.receive();
        });
        // end
        time.advance(Duration.ofSeconds(1));
        author.send("thanks");
        assertEquals("thanks", author.value());
        assertEquals(List.of("page 1"), paper);
    }

    @CoroTest
    void shouldBlockAPlainThreadWhereThatMakesSense(Scheduler coros, Locks locks) {
        // snippet: plain-thread
        // on a plain thread
        Coro worker = coros.spawn("worker", self -> self.receive());
        worker.send("work");
        Outcome how = worker.join(); // blocks this thread
        CoroLock lock = locks.lock();
        assertThrows(NotInCoroutineException.class, lock::acquire); // nobody here who could own it
        // end
        assertEquals(new Outcome.Returned("work"), how);
    }

    @CoroTest
    void shouldNotEndATurnByWhatDoesNotWait(Scheduler coros) {
        var order = new ArrayList<String>();
        // snippet: no-wait
        Coro first = coros.spawn("first", self -> {
            Coro second = coros.spawn("second", other -> order.add("second: " + other.receive()));
            second.send("hello"); // none of this waits: nobody else has run yet
            order.add("first");
            return second.join(); // this does
        });
        // end
        first.join();
        assertEquals(List.of("first", "second: hello"), order);
    }

    @CoroTest
    void shouldBeOfItsOwnCoroutineAlone(Scheduler coros, VirtualTime time) {
        var lent = new AtomicReference<Self>();
        Coro lender = coros.spawn("lender", self -> {
            lent.set(self);
            return self.receive();
        });
        time.settle();
        // snippet: wrong-coroutine
        Self foreign = lent.get();
        assertThrows(WrongCoroutineException.class, foreign::receive);
        // end
        assertEquals(SendResult.ACCEPTED, lender.send("it goes on"));
        assertEquals("it goes on", lender.value());
    }

    @CoroTest
    void shouldRefuseTimesThatMakeNoSense(Scheduler coros, VirtualTime time) {
        Coro patient = coros.spawn("patient", self -> {
            // snippet: times
            assertThrows(IllegalArgumentException.class, () -> self.sleep(Duration.ofSeconds(-1)));
            self.tryReceive(Duration.ZERO); // polls, and lets the others run once if there is nothing
            self.tryReceive(Duration.ofSeconds(Long.MAX_VALUE)); // longer than anybody waits is allowed
            // end
            return null;
        });
        time.settle();
        patient.send("at last");
        assertInstanceOf(Outcome.Returned.class, patient.join());
    }
}
