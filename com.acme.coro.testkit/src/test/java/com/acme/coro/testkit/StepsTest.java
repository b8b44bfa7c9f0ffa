package com.acme.coro.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Scheduler;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Steps, and what is true eventually")
class StepsTest {
    @CoroTest
    @DisplayName("the example of the class's documentation")
    void shouldPassInOrder(Scheduler coros, Steps steps) {
        coros.spawn("b", self -> {
            self.sleep(Duration.ofMillis(10));
            steps.at(2);
            return null;
        });
        coros.spawn("a", self -> {
            steps.at(1);
            return null;
        });
        steps.done(2);
    }

    @Test
    void shouldFailOutOfOrderForBoth() {
        var steps = new Steps();
        steps.at(1);
        var e = assertThrows(AssertionError.class, () -> steps.at(3));
        assertTrue(e.getMessage().contains("step 3 came as number 2"), e.getMessage());
        assertThrows(AssertionError.class, () -> steps.done(2));
    }

    @Test
    void shouldTryUntilItPasses() {
        var tries = new AtomicInteger();
        Eventually.holds("third try", () -> tries.incrementAndGet() == 3);
        assertEquals("found", Eventually.present("it", () -> Optional.of("found")));
    }

    @Test
    void shouldThrowTheLastFailureWhenTheTimeIsUp() {
        var e = assertThrows(
                AssertionError.class,
                () -> Eventually.passes(Duration.ofMillis(5), () -> {
                    throw new AssertionError("never true");
                }));
        assertEquals("never true", e.getMessage());
    }

    @Test
    void shouldNotTryAgainWhatIsBroken() {
        var tries = new AtomicInteger();
        assertThrows(
                IllegalStateException.class,
                () -> Eventually.passes(Duration.ofSeconds(9), () -> {
                    tries.incrementAndGet();
                    throw new IllegalStateException("broken");
                }));
        assertEquals(1, tries.get());
    }
}
