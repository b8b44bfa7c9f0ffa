package com.acme.coro.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Self;
import com.acme.coro.api.SwapRequest;
import com.acme.coro.api.SwapStatus;
import com.acme.coro.api.standalone.CoroRuntime;
import com.acme.coro.api.sync.CoroLock;
import com.acme.coro.api.sync.Locks;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The pieces of the chapter on live change that need no bundle. */
class LiveChangeTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private static String told(SwapStatus status) {
        // snippet: status
        return switch (status) {
            case SwapStatus.Accepted now -> "at its next swap point";
            case SwapStatus.Postponed later -> "not yet: " + later.why(); // NOT_SWAPPABLE or SHIELDED
            case SwapStatus.Applied done -> "the new function runs";
            case SwapStatus.Refused no -> "nothing has changed: " + no.reason();
            case SwapStatus.Failed gone -> "it has ended: " + gone.reason();
        };
        // end
    }

    @CoroTest
    void shouldFinishAShieldedSectionFirst(CoroRuntime runtime, Scheduler coros, VirtualTime time) {
        runtime.offer("auditor", (self, args) -> self.carried(List.class).orElseThrow());
        var account = new ArrayList<String>();
        Coro clerk = coros.spawn("clerk", self -> {
            self.swappable(() -> List.copyOf(account));
            // snippet: shielded
            self.shielded(() -> {
                account.add("debit");
                self.sleep(Duration.ofSeconds(1)); // would be a swap point otherwise
                account.add("credit");
                return null;
            });
            // end
            return self.receive();
        });
        time.settle();

        SwapRequest request = clerk.swap("auditor");

        assertEquals("not yet: SHIELDED", told(request.status()));
        time.advance(Duration.ofSeconds(1));
        assertEquals("the new function runs", told(request.await(SOON)));
        assertEquals(List.of("debit", "credit"), clerk.value(SOON));
    }

    @CoroTest
    void shouldCarryALockThatTheStateReaches(CoroRuntime runtime, Scheduler coros, Locks locks, VirtualTime time) {
        CoroLock door = locks.lock();
        // snippet: carried-lock
        Coro keeper = coros.spawn("keeper", self -> {
            self.swappable(() -> door);
            door.acquire();
            try {
                return self.receive(); // at a swap the lock stays this coroutine's: it is the state
            } finally {
                door.release(); // put off then, and left to the next version
            }
        });
        // end
        time.settle();
        runtime.offer("keeper", (self, args) -> {
            self.carried(CoroLock.class).orElseThrow().release();
            return "released";
        });
        assertInstanceOf(SwapStatus.Applied.class, keeper.swap("keeper").await(SOON));
        assertEquals("released", keeper.value(SOON));
        assertFalse(door.held());
    }

    /** What an endless loop offers for a swap point: a poll that gives way. */
    private static Object compute(Self self) {
        // snippet: loop
        self.swappable(true);
        while (true) {
            Optional<Object> command = self.tryReceive(Duration.ZERO); // polls, gives way, and is a swap point
            if (command.isPresent()) return command.get();
        }
        // end
    }

    @CoroTest
    void shouldSwapALoopThatPolls(CoroRuntime runtime, Scheduler coros) {
        runtime.offer("idle", (self, args) -> self.receive());
        Coro loop = coros.spawn("loop", LiveChangeTest::compute);
        assertInstanceOf(SwapStatus.Applied.class, loop.swap("idle").await(SOON));
        loop.send("end");
        assertEquals("end", loop.value(SOON));
        assertTrue(told(loop.swap("idle").await(SOON)).startsWith("nothing has changed: "));
    }
}
