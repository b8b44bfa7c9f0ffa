package com.acme.coro.readme;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroEvent;
import com.acme.coro.api.CoroState;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Self;
import com.acme.coro.api.Spawn;
import com.acme.coro.api.Wait;
import com.acme.coro.api.spi.Coroutines;
import com.acme.coro.api.supervise.ChildSpec;
import com.acme.coro.api.supervise.Strategy;
import com.acme.coro.api.supervise.Supervisor;
import com.acme.coro.api.supervise.SupervisorSpec;
import com.acme.coro.api.supervise.Supervisors;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.Events;
import com.acme.coro.testkit.Refs;
import com.acme.coro.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Snippets of the pages at the root that are not an example's or the guide's. */
class FrontPageTest {
    record Reading(String sensor, long number, int value) {}

    record Query(Coro replyTo) {}

    @CoroTest
    void shouldAskAndWaitForSeveralThings(Scheduler coros, VirtualTime time) {
        coros.spawn(Spawn.named("meter").daemon(true).registered("examples.meter"), FrontPageTest::meter);
        // snippet: client
        Coro client = coros.spawn("client", self -> {
            Coro meter = self.locate("examples.meter", Duration.ofSeconds(5));
            meter.send(new Reading(self.name(), 0, 10)); // does not wait
            int sum = meter.ask(Integer.class, Query::new, Duration.ofSeconds(1)); // waits for the one answer

            return self.first(
                    Wait.message().then(message -> "got " + message),
                    Wait.end(meter).then(outcome -> "the meter has ended: " + outcome),
                    Wait.after(Duration.ofSeconds(3))
                            .then(late -> "nothing new for three seconds, the sum was " + sum));
        });
        // end
        time.settle();
        time.advance(Duration.ofSeconds(3));
        assertEquals("nothing new for three seconds, the sum was 10", client.value());
    }

    private static Object meter(Self self) {
        int sum = 0;
        while (true) {
            switch (self.receive()) {
                case Reading reading -> sum += reading.value();
                case Query query -> query.replyTo().send(sum);
                default -> self.unhandled();
            }
        }
    }

    @CoroTest
    void shouldStartAgainWhatFailed(Supervisors supervisors, Coroutines coroutines, VirtualTime time, Events events) {
        // snippet: supervisor
        Supervisor plant = supervisors.start(SupervisorSpec.named("plant", Strategy.ONE_FOR_ONE)
                .intensity(3, Duration.ofSeconds(10)) // gives up at the 4th restart within 10 s
                .child(ChildSpec.of("divider", self -> {
                    while (true) self.log().info("100 / n = {}", 100 / self.receive(Integer.class));
                })));
        Coro divider = plant.child("divider").orElseThrow();
        divider.send(0); // fails, is logged, and starts again in place:
        divider.send(5); // same reference, same mailbox, same monitors
        // end
        assertEquals(divider, events.await(CoroEvent.Restarted.class).coro());
        time.settle();
        var status = coroutines.status(divider).orElseThrow();
        assertEquals(CoroState.RECEIVING, status.state());
        assertEquals(0, status.mailbox());
        plant.coro().terminate();
        time.settle();
        assertEquals(Optional.empty(), coroutines.status(divider));
    }

    // snippet: a-test
    @CoroTest
    void shouldTickEverySecond(Scheduler coros, VirtualTime time, Refs refs) {
        var ticks = new ArrayList<Duration>();
        Coro clock = refs.ref(coros.spawn("clock", self -> {
            for (int i = 0; i < 2; i++) {
                self.sleep(Duration.ofSeconds(1));
                ticks.add(time.elapsed());
            }
            return "run down";
        }));

        time.advance(Duration.ofSeconds(2));

        assertEquals(new Outcome.Returned("run down"), clock.join());
        assertEquals(List.of(Duration.ofSeconds(1), Duration.ofSeconds(2)), ticks);
    }
    // end
}
