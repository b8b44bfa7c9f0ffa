package com.acme.coro.core;

import static com.acme.coro.core.Soon.SECOND;
import static com.acme.coro.core.Soon.SOON;
import static com.acme.coro.core.Soon.millis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.acme.coro.api.Categories;
import com.acme.coro.api.Coro;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Self;
import com.acme.coro.api.WrongCoroutineException;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.Refs;
import com.acme.coro.testkit.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Categories")
class CategoriesTest {
    private static Optional<Object> even(Object message) {
        return message instanceof Integer i && i % 2 == 0 ? Optional.of("even") : Optional.empty();
    }

    private static void send(Self self, Object... messages) {
        for (Object m : messages) self.coro().send(m);
    }

    @CoroTest
    @DisplayName("A36 of 1, 2, 3, 4 the categories give even 2, then 1, 3 and even 4")
    void shouldGiveOneCategoryBeforeTheOthers(Scheduler coros, Refs refs) {
        Coro c = refs.ref(coros.spawn("c", self -> {
            var box = self.categories();
            box.add(CategoriesTest::even);
            return List.of(box.receive("even"), box.receive(), box.receive(), box.receive("even"));
        }));
        for (int i = 1; i <= 4; i++) c.send(i);
        assertEquals(List.of(2, 1, 3, 4), c.value(SOON));
    }

    @CoroTest
    @DisplayName("A36 without any categoriser a message that is there is received")
    void shouldReceiveWithoutCategorisers(Scheduler coros, Refs refs) {
        Coro c = refs.ref(coros.spawn("c", self -> {
            var box = self.categories();
            return List.of(box.receive(), box.tryReceive(SECOND), box.tryReceive(Duration.ZERO));
        }));
        c.send("a");
        c.send("b");
        assertEquals(List.of("a", Optional.of("b"), Optional.empty()), c.value(SOON));
    }

    @CoroTest
    @DisplayName("A36 no message is ever taken for a timeout")
    void shouldNotTakeAMessageForATimeout(Scheduler coros, VirtualTime time) {
        Coro c = coros.spawn("c", self -> {
            var box = self.categories();
            box.add(CategoriesTest::even);
            send(self, Optional.empty(), 2);
            return List.of(
                    box.tryReceive("even", SECOND),
                    box.tryReceive("even", SECOND),
                    box.tryReceive(SECOND),
                    box.tryReceive(SECOND));
        });
        time.advance(SECOND.multipliedBy(2));
        assertEquals(
                List.of(Optional.of(2), Optional.empty(), Optional.of(Optional.empty()), Optional.empty()),
                c.value(SOON));
    }

    @CoroTest
    @DisplayName("A36 the newest categoriser is asked first, and a removed one no more")
    void shouldAskTheNewestFirst(Scheduler coros) {
        Coro c = coros.spawn("c", self -> {
            var box = self.categories();
            box.add(m -> Optional.of("old"));
            var newer = box.add(m -> m.equals("x") ? Optional.of("new") : Optional.empty());
            send(self, "a", "x", "x");
            Object first = box.receive("new");
            boolean removed = box.remove(newer);
            boolean again = box.remove(newer);
            return List.of(first, removed, again, box.receive("old"), box.receive("old"));
        });
        assertEquals(List.of("x", true, false, "a", "x"), c.value(SOON));
    }

    @CoroTest
    void shouldWaitForItsCategoryAlone(Scheduler coros, VirtualTime time, Refs refs) {
        Coro c = refs.ref(coros.spawn("c", self -> {
            var box = self.categories();
            box.add(CategoriesTest::even);
            return List.of(box.receive("even"), time.elapsed(), box.receive());
        }));
        time.advance(SECOND);
        c.send(1);
        time.advance(SECOND);
        c.send(2);
        time.settle();
        assertEquals(List.of(2, SECOND.multipliedBy(2), 1), c.value(SOON));
    }

    @CoroTest
    void shouldThrowWhatACategoriserThrowsAndKeepTheMessage(Scheduler coros) {
        Coro c = coros.spawn("c", self -> {
            var box = self.categories();
            var broken = box.add(m -> {
                throw new IllegalStateException("broken");
            });
            send(self, "a");
            assertThrows(IllegalStateException.class, () -> box.receive("even"));
            box.remove(broken);
            return box.receive();
        });
        assertEquals("a", c.value(SOON));
    }

    @CoroTest
    void refusesNullsAndNegativeTimes(Scheduler coros) {
        Coro c = coros.spawn("c", self -> {
            var box = self.categories();
            assertThrows(NullPointerException.class, () -> box.add(null));
            assertThrows(NullPointerException.class, () -> box.receive((Object) null));
            assertThrows(NullPointerException.class, () -> box.tryReceive((Duration) null));
            assertThrows(IllegalArgumentException.class, () -> box.tryReceive(millis(-1)));
            assertThrows(IllegalArgumentException.class, () -> box.tryReceive("even", millis(-1)));
            return "refused";
        });
        assertEquals("refused", c.value(SOON));
    }

    @CoroTest
    void refusesCategoriesOfAnotherCoroutine(Scheduler coros) {
        var box = new AtomicReference<Categories>();
        Coro owner = coros.spawn("owner", self -> {
            box.set(self.categories());
            return self.receive();
        });
        Coro thief = coros.spawn("thief", self -> {
            assertThrows(WrongCoroutineException.class, () -> box.get().receive());
            assertThrows(WrongCoroutineException.class, () -> box.get().tryReceive("even", SECOND));
            return "refused";
        });
        assertEquals("refused", thief.value(SOON));
        assertThrows(WrongCoroutineException.class, () -> box.get().receive());
        owner.send("go");
    }
}
