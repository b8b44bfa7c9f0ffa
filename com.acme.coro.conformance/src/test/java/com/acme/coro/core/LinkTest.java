package com.acme.coro.core;

import static com.acme.coro.core.Soon.SOON;
import static com.acme.coro.core.Soon.ended;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Exit;
import com.acme.coro.api.LinkedException;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.standalone.CoroRuntime;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.Refs;
import com.acme.coro.testkit.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Links")
class LinkTest {
    @CoroTest
    void shouldRaiseInTheOneThatLinkedWhenTheOtherFails(Scheduler coros, VirtualTime time, Refs refs) {
        Coro other = refs.ref(coros.spawn("other", self -> {
            self.receive();
            throw new IllegalStateException("broken");
        }));
        Coro c = coros.spawn("c", self -> {
            self.link(other);
            var e = assertThrows(LinkedException.class, self::receive);
            return e.exit();
        });
        time.settle();
        other.send("fail");
        time.settle();
        var exit = (Exit) c.value(SOON);
        assertEquals(other, exit.coro());
        assertInstanceOf(Outcome.Failed.class, exit.outcome());
    }

    @CoroTest
    void shouldRaiseInTheOtherWhenTheOneThatLinkedFails(Scheduler coros, VirtualTime time, Refs refs) {
        Coro other = refs.ref(coros.spawn("other", self -> {
            var e = assertThrows(LinkedException.class, self::receive);
            return e.exit().coro();
        }));
        Coro c = coros.spawn("c", self -> {
            self.link(other);
            throw new IllegalStateException("broken");
        });
        time.settle();
        assertEquals(c, other.value(SOON));
    }

    @CoroTest
    void shouldTakeAlongAWholeChain(Scheduler coros, VirtualTime time, Refs refs) {
        var chain = new ArrayList<Coro>();
        for (int i = 0; i < 5; i++) {
            var before = chain.isEmpty() ? null : refs.ref(chain.getLast());
            chain.add(coros.spawn("c" + i, self -> {
                if (before != null) self.link(before);
                return self.receive();
            }));
        }
        time.settle();
        chain.get(2).terminate("one of them");
        time.settle();
        for (Coro c : chain) {
            var outcome = ended(c);
            if (c == chain.get(2)) assertInstanceOf(Outcome.Terminated.class, outcome);
            else
                assertEquals(
                        LinkedException.class.getName(),
                        assertInstanceOf(Outcome.Failed.class, outcome)
                                .failure()
                                .type());
        }
    }

    @CoroTest
    @DisplayName("a failure is passed along a chain of links unchanged: the reason does not grow")
    void shouldPassTheReasonOnUnchanged(Scheduler coros, VirtualTime time) {
        var chain = new ArrayList<Coro>();
        for (int i = 0; i < 200; i++) {
            var before = chain.isEmpty() ? null : chain.getLast();
            chain.add(coros.spawn("c" + i, self -> {
                if (before != null) self.link(before);
                self.receive();
                throw new IllegalStateException("broken");
            }));
        }
        time.settle();
        chain.getFirst().send("fail");
        time.settle();
        var second = assertInstanceOf(Outcome.Failed.class, ended(chain.get(1))).failure();
        var last =
                assertInstanceOf(Outcome.Failed.class, ended(chain.getLast())).failure();
        assertEquals(LinkedException.class.getName(), last.type());
        assertEquals(second.message(), last.message());
        assertTrue(last.message().contains(chain.getFirst().toString()), last.message());
        var cause = last.cause().orElseThrow();
        assertEquals("broken", cause.message());
        assertTrue(cause.cause().isEmpty());
    }

    @CoroTest
    void shouldLetTheOtherGoOnWhenOneReturns(Scheduler coros, VirtualTime time, Refs refs) {
        Coro other = refs.ref(coros.spawn("other", self -> self.receive()));
        Coro c = coros.spawn("c", self -> {
            self.link(other);
            return null;
        });
        time.settle();
        c.tryJoin(SOON);
        assertTrue(other.alive());
        other.send("fine");
        assertEquals("fine", other.value(SOON));
    }

    @CoroTest
    void shouldThrowAtOnceWhenTheOtherHasFailed(Scheduler coros, Refs refs) {
        Coro failed = refs.ref(coros.spawn("failed", self -> {
            throw new IllegalStateException("broken");
        }));
        Coro returned = refs.ref(coros.spawn("returned", self -> null));
        failed.tryJoin(SOON);
        returned.tryJoin(SOON);
        Coro c = coros.spawn("c", self -> {
            assertThrows(LinkedException.class, () -> self.link(failed));
            self.link(returned);
            return "linked with one that returned";
        });
        assertEquals("linked with one that returned", c.value(SOON));
    }

    @CoroTest
    void shouldUnlink(Scheduler coros, VirtualTime time, Refs refs) {
        Coro other = refs.ref(coros.spawn("other", self -> self.receive()));
        Coro c = coros.spawn("c", self -> {
            boolean none = self.unlink(other);
            self.link(other);
            boolean done = self.unlink(other);
            other.terminate();
            other.join();
            self.yield();
            return List.of(none, done);
        });
        time.settle();
        assertEquals(List.of(false, true), c.value(SOON));
    }

    @CoroTest
    @DisplayName("B13 links work across schedulers")
    void shouldLinkAcrossSchedulers(CoroRuntime runtime, Refs refs) {
        Coro other = refs.ref(runtime.scheduler("one").spawn("other", self -> self.receive()));
        Coro c = runtime.scheduler("two").spawn("c", self -> {
            self.link(other);
            other.terminate();
            return assertThrows(LinkedException.class, self::receive).exit().coro();
        });
        assertEquals(other, c.value(SOON));
    }

    @CoroTest
    void refusesNull(Scheduler coros) {
        Coro c = coros.spawn("c", self -> {
            assertThrows(NullPointerException.class, () -> self.link(null));
            assertThrows(NullPointerException.class, () -> self.unlink(null));
            return "refused";
        });
        assertEquals("refused", c.value(SOON));
    }
}
