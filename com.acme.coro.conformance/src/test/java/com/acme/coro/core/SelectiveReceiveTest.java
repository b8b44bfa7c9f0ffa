package com.acme.coro.core;

import static com.acme.coro.core.Soon.SECOND;
import static com.acme.coro.core.Soon.SOON;
import static com.acme.coro.core.Soon.allHadATurn;
import static com.acme.coro.core.Soon.seconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Scheduler;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.Refs;
import com.acme.coro.testkit.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Selective receive")
class SelectiveReceiveTest {
    @CoroTest
    void shouldReceiveByTypeAndLeaveTheOthersInOrder(Scheduler coros, Refs refs) {
        Coro c = refs.ref(coros.spawn("c", self -> {
            int number = self.receive(Integer.class);
            return List.of(number, self.receive(), self.receive(), self.receive());
        }));
        for (Object m : List.of("a", "b", 1, "c")) c.send(m);
        assertEquals(List.of(1, "a", "b", "c"), c.value(SOON));
    }

    @CoroTest
    void shouldReceiveByPredicateAndLeaveTheOthersInOrder(Scheduler coros, Refs refs) {
        Coro c = refs.ref(coros.spawn("c", self -> {
            Object even = self.receive(m -> m instanceof Integer i && i % 2 == 0);
            Object next = self.receive(m -> m instanceof Integer i && i % 2 == 0);
            return List.of(even, next, self.receive(), self.receive());
        }));
        for (int i = 1; i <= 4; i++) c.send(i);
        assertEquals(List.of(2, 4, 1, 3), c.value(SOON));
    }

    @CoroTest
    void shouldBeWokenOnlyByWhatItWaitsFor(Scheduler coros, VirtualTime time, Refs refs) {
        Coro c = refs.ref(coros.spawn(
                "c", self -> List.of(self.tryReceive(Integer.class, seconds(3)), time.elapsed(), self.receive())));
        time.advance(SECOND);
        c.send("not this");
        time.advance(SECOND);
        c.send(7);
        time.settle();
        assertEquals(List.of(Optional.of(7), seconds(2), "not this"), c.value(SOON));
    }

    @CoroTest
    void shouldGiveUpWhenTheTimeIsUpThoughOthersCome(Scheduler coros, VirtualTime time, Refs refs) {
        Coro c = refs.ref(coros.spawn("c", self -> {
            var none = self.tryReceive(Integer.class, seconds(3));
            var noneEither = self.tryReceive(m -> false, seconds(3));
            return List.of(none, noneEither, time.elapsed(), self.receive());
        }));
        for (int i = 0; i < 10; i++) {
            c.send("other");
            time.advance(SECOND);
        }
        assertEquals(List.of(Optional.empty(), Optional.empty(), seconds(6), "other"), c.value(SOON));
    }

    @CoroTest
    void shouldAskThePredicateOnceForEachMessageInOrder(Scheduler coros, Refs refs) {
        var asked = new ArrayList<Object>();
        Coro c = refs.ref(coros.spawn(
                "c",
                self -> self.receive(m -> {
                    asked.add(m);
                    return m.equals(5);
                })));
        for (int i = 1; i <= 5; i++) {
            c.send(i);
            allHadATurn(coros);
        }
        assertEquals(5, c.value(SOON));
        assertEquals(List.of(1, 2, 3, 4, 5), asked);
    }

    @CoroTest
    @DisplayName("what a predicate throws is thrown by the call, and the message stays")
    void shouldThrowWhatThePredicateThrowsAndKeepTheMessage(Scheduler coros, Refs refs) {
        Predicate<Object> broken = m -> {
            throw new IllegalStateException("broken");
        };
        Coro c = refs.ref(coros.spawn("c", self -> {
            var e = assertThrows(IllegalStateException.class, () -> self.receive(broken));
            return List.of(e.getMessage(), self.receive(), self.receive());
        }));
        c.send("a");
        c.send("b");
        assertEquals(List.of("broken", "a", "b"), c.value(SOON));
    }

    @CoroTest
    @DisplayName("a predicate that receives itself is served, and nothing is lost")
    void shouldBearPredicateThatReceives(Scheduler coros) {
        Coro c = coros.spawn("c", self -> {
            for (int i = 1; i <= 4; i++) self.coro().send(i);
            var inner = new ArrayList<Object>();
            Object outer = self.receive(m -> {
                if (m.equals(1)) self.poll().ifPresent(inner::add);
                return m.equals(3);
            });
            var rest = new ArrayList<Object>();
            for (var m = self.poll(); m.isPresent(); m = self.poll()) rest.add(m.get());
            return List.of(inner, outer, rest);
        });
        assertEquals(List.of(List.of(1), 3, List.of(2, 4)), c.value(SOON));
    }

    @CoroTest
    void refusesNulls(Scheduler coros) {
        Coro c = coros.spawn("c", self -> {
            assertThrows(NullPointerException.class, () -> self.tryReceive((Class<?>) null, SECOND));
            assertThrows(NullPointerException.class, () -> self.receive((Predicate<Object>) null));
            assertThrows(NullPointerException.class, () -> self.tryReceive(m -> true, null));
            return "refused";
        });
        assertEquals("refused", c.value(SOON));
    }
}
