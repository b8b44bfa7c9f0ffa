package com.acme.coro.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Restart;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Self;
import com.acme.coro.api.supervise.ChildSpec;
import com.acme.coro.api.supervise.Scope;
import com.acme.coro.api.supervise.Strategy;
import com.acme.coro.api.supervise.Supervisor;
import com.acme.coro.api.supervise.SupervisorSpec;
import com.acme.coro.api.supervise.Supervisors;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.VirtualTime;
import java.time.Duration;

/** The guide's snippets on supervisors and scopes. */
class SupervisingTest {
    @CoroTest
    void shouldStartAgainWhatFailed(Supervisors supervisors, VirtualTime time) {
        // snippet: supervisor
        Supervisor plant = supervisors.start(SupervisorSpec.named("plant", Strategy.ONE_FOR_ONE)
                .intensity(3, Duration.ofSeconds(10)) // gives up at the 4th restart within 10 s
                .child(ChildSpec.of("pump", self -> pump(self)))
                .child(ChildSpec.of("report", self -> "all is well").restart(Restart.TRANSIENT)));
        Coro pump = plant.child("pump").orElseThrow();
        // end
        pump.send("sand");
        pump.send("water");
        time.settle();
        assertTrue(pump.alive());
        assertEquals(pump, plant.child("pump").orElseThrow());
        assertEquals(
                "water",
                pump.ask(replyTo -> replyTo, Duration.ofSeconds(1)),
                "restarted in place: same reference, same mailbox");
        // snippet: shutdown
        plant.shutdown(); // the children in the reverse of their order, each within its time
        // end
        assertFalse(plant.coro().alive() || pump.alive());
    }

    private static Object pump(Self self) {
        Object last = "nothing";
        while (true) {
            switch (self.receive()) {
                case Coro asker -> asker.send(last);
                case Object what when what.equals("sand") -> throw new IllegalStateException("clogged");
                case Object what -> last = what;
            }
        }
    }

    @CoroTest
    void shouldHoldChildrenTogether(Scheduler coros, Supervisors supervisors) {
        Coro parent = coros.spawn("parent", self -> {
            // snippet: scope
            try (Scope both = supervisors.scope("both")) {
                Coro left = both.spawn("left", child -> 20);
                Coro right = both.spawn("right", child -> 22);
                both.join(); // throws the first failure; the other child was cancelled then
                return (Integer) left.value() + (Integer) right.value();
            } // nobody is left when the block is
            // end
        });
        assertEquals(42, parent.value());
    }
}
