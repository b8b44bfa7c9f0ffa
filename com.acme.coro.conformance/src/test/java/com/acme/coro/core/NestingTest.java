package com.acme.coro.core;

import static com.acme.coro.core.Soon.SOON;
import static com.acme.coro.core.Soon.allHadATurn;
import static com.acme.coro.core.Soon.millis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Self;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.Refs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Nested calls")
class NestingTest {
    @CoroTest
    @DisplayName("N7 A17 a nested call returns 42, ten thousand deep, having waited down there and on the way up")
    void shouldWaitTenThousandDeep(Scheduler coros, Refs refs) {
        Coro c = refs.ref(coros.spawn("c", self -> deep(10_000, self)));
        allHadATurn(coros);
        c.send(42);
        assertEquals(42, c.value(SOON));
    }

    private static Object deep(int n, Self self) {
        if (n == 0) return self.receive();
        Object got = deep(n - 1, self);
        if (n % 1000 == 0) self.yield();
        return got;
    }

    @CoroTest
    @DisplayName("N8 A20 a caller catches what a nested call throws, and goes on")
    void shouldCatchWhatANestedCallThrows(Scheduler coros) {
        Coro c = coros.spawn("c", self -> {
            var e = assertThrows(IOException.class, () -> failing(3, self));
            self.sleep(millis(1));
            return e.getMessage() + ", went on";
        });
        assertEquals("at the bottom, went on", c.value(SOON));
    }

    private static void failing(int n, Self self) throws IOException {
        self.yield();
        if (n > 0) failing(n - 1, self);
        else throw new IOException("at the bottom");
    }

    @CoroTest
    @DisplayName("A17 waits work under any kind of call: streams, lambdas, comparators, constructors")
    void shouldWaitUnderAnyKindOfCall(Scheduler coros) {
        final class Waits {
            final Object got;

            Waits(Self self) {
                self.coro().send("in constructor");
                self.yield();
                got = self.receive();
            }
        }
        Coro c = coros.spawn("c", self -> {
            var sorted = new ArrayList<>(List.of(3, 1, 2));
            sorted.sort((a, b) -> {
                self.yield();
                return a - b;
            });
            int sum = sorted.stream()
                    .mapToInt(i -> {
                        self.yield();
                        return i;
                    })
                    .sum();
            return List.of(sorted, sum, new Waits(self).got);
        });
        assertEquals(List.of(List.of(1, 2, 3), 6, "in constructor"), c.value(SOON));
    }
}
