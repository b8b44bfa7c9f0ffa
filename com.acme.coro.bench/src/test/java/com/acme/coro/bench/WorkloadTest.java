package com.acme.coro.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Scheduler;
import com.acme.coro.api.channel.Channels;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.VirtualTime;

class WorkloadTest {
    @CoroTest
    void shouldLookAtMemoryAndResumeAll(Scheduler coros, Channels channels) {
        var figures = run(Workload.SPAWN, 2500, coros, channels);
        assertEquals(2500, figures.operations());
        assertTrue(figures.extra().containsKey("resume_s"), figures::toString);
        assertTrue((Double) figures.extra().get("settled_mb") > 0, figures::toString);
    }

    @CoroTest
    void shouldPlayPingPong(Scheduler coros, Channels channels) {
        assertEquals(1, run(Workload.PINGPONG, 1, coros, channels).operations());
        assertEquals(1001, run(Workload.PINGPONG, 1001, coros, channels).operations());
        assertEquals(1002, run(Workload.PINGPONG, 1002, coros, channels).operations());
    }

    @CoroTest
    void shouldPassTheTokenOn(Scheduler coros, Channels channels) {
        assertEquals(2100, run(Workload.RING, 2100, coros, channels).operations());
    }

    @CoroTest
    void shouldDeliverIntoOneMailbox(Scheduler coros, Channels channels) {
        assertEquals(12_345, run(Workload.MAILBOX, 12_345, coros, channels).operations());
    }

    @CoroTest
    void shouldCountDeliveries(Scheduler coros, Channels channels) {
        assertEquals(300_000, run(Workload.FANOUT, 300, coros, channels).operations());
    }

    @CoroTest
    void shouldCountSleeps(Scheduler coros, Channels channels, VirtualTime time) throws Exception {
        var figures = time.during(() -> run(Workload.TIMERS, 20, coros, channels));
        assertEquals(100, figures.operations());
        assertTrue(figures.extra().containsKey("p99_ms"), figures::toString);
    }

    private static Figures run(Workload workload, int n, Scheduler coros, Channels channels) {
        var driver = coros.spawn("driver", self -> workload.load.run(new Stage(self, coros, channels, n)));
        var figures = (Figures) driver.value();
        assertTrue(figures.seconds() > 0, figures::toString);
        coros.join();
        return figures;
    }
}
