package com.acme.coro.core;

import static com.acme.coro.core.Soon.SECOND;
import static com.acme.coro.core.Soon.SOON;
import static com.acme.coro.core.Soon.allHadATurn;
import static com.acme.coro.core.Soon.ended;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Self;
import com.acme.coro.api.WrongCoroutineException;
import com.acme.coro.api.spi.Parking;
import com.acme.coro.api.standalone.CoroRuntime;
import com.acme.coro.testkit.CoroTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.function.Executable;

@DisplayName("The current coroutine")
class CurrentTest {
    @CoroTest
    @DisplayName("A02 a body is given its own self")
    void shouldGiveEachBodyItsOwnSelf(Scheduler coros) {
        Coro a = coros.spawn("a", self -> self.coro());
        Coro b = coros.spawn("b", self -> self.coro());
        assertEquals(a, a.value(SOON));
        assertEquals(b, b.value(SOON));
    }

    @CoroTest
    @DisplayName("A03 the current coroutine is found without its self, also after a wait")
    void shouldFindTheCurrentCoroutine(Scheduler coros, Parking parking) {
        Coro c = coros.spawn("c", self -> {
            assertSame(self, coros.current().orElseThrow());
            self.sleep(Soon.millis(1));
            assertSame(self, coros.current().orElseThrow());
            return parking.current().orElseThrow();
        });
        assertEquals(c, c.value(SOON));
    }

    @CoroTest
    @DisplayName("A03 there is none on a plain thread")
    void shouldFindNoneOnPlainThread(Scheduler coros, Parking parking) {
        Coro busy = coros.spawn("busy", self -> self.receive());
        assertEquals(Optional.empty(), coros.current());
        assertEquals(Optional.empty(), parking.current());
        busy.send("go");
    }

    @CoroTest
    @DisplayName("A03 any scheduler finds the current coroutine of any other")
    void shouldFindCoroutineOfAnotherScheduler(CoroRuntime runtime) {
        Scheduler one = runtime.scheduler("one");
        Scheduler two = runtime.scheduler("two");
        Coro c = one.spawn("c", self -> two.current().orElseThrow().coro());
        assertEquals(c, c.value(SOON));
    }

    @CoroTest
    void refusesSelfOfAnotherCoroutine(Scheduler coros) {
        var stolen = new AtomicReference<Self>();
        Coro owner = coros.spawn("owner", self -> {
            stolen.set(self);
            return self.receive();
        });
        Coro thief = coros.spawn("thief", self -> {
            for (Executable call : callsOf(stolen.get())) assertThrows(WrongCoroutineException.class, call);
            return self.tryReceive(SECOND).orElse("nobody sent me anything");
        });
        thief.send("mine");
        assertEquals("mine", thief.value(SOON));
        owner.send("go");
        assertEquals("go", owner.value(SOON));
    }

    @CoroTest
    void refusesSelfOnPlainThreadWhileItWaitsAndAfterItsEnd(Scheduler coros) {
        var stolen = new AtomicReference<Self>();
        Coro owner = coros.spawn("owner", self -> {
            stolen.set(self);
            return self.receive();
        });
        allHadATurn(coros);
        for (Executable call : callsOf(stolen.get())) assertThrows(WrongCoroutineException.class, call);
        owner.send("go");
        ended(owner);
        for (Executable call : callsOf(stolen.get())) assertThrows(WrongCoroutineException.class, call);
    }

    private static List<Executable> callsOf(Self self) {
        var calls = new ArrayList<Executable>();
        calls.add(self::receive);
        calls.add(() -> self.tryReceive(SECOND));
        calls.add(() -> self.tryReceive(SECOND).orElse("alarm"));
        calls.add(() -> self.receive(String.class));
        calls.add(() -> self.receive(m -> true));
        calls.add(self::poll);
        calls.add(self::categories);
        calls.add(self::unhandled);
        calls.add(self::suspend);
        calls.add(() -> self.sleep(SECOND));
        calls.add(() -> self.sleep(SECOND));
        calls.add(self::yield);
        calls.add(() -> self.await(CompletableFuture.completedFuture(1)));
        calls.add(() -> Done.first(self, com.acme.coro.api.Wait.message()));
        calls.add(() -> self.all(com.acme.coro.api.Wait.message()));
        calls.add(() -> self.daemon(true));
        calls.add(() -> self.shielded(() -> 1));
        calls.add(() -> self.register("stolen"));
        calls.add(() -> self.publish("stolen"));
        calls.add(() -> self.unregister("stolen"));
        calls.add(() -> self.locate("stolen", SECOND));
        calls.add(() -> self.monitor(self.coro()));
        calls.add(() -> self.demonitor(self.coro()));
        return calls;
    }
}
