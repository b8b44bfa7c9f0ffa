package com.acme.coro.core;

import static com.acme.coro.core.Soon.SOON;
import static com.acme.coro.core.Soon.ended;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroBody;
import com.acme.coro.api.CoroEndedException;
import com.acme.coro.api.CoroSignal;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.TerminateSignal;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.Refs;
import java.util.List;
import org.junit.jupiter.api.DisplayName;

@DisplayName("A21 an Error in a body ends that coroutine and no other")
class ErrorTest {
    private static final class DeathOfAThread extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static int endless(int n) {
        return n < 0 ? 0 : endless(n + 1) + 1; // never less than 0: the stack is over long before
    }

    private static void contained(Scheduler coros, Refs refs, Class<? extends Throwable> type, CoroBody body) {
        Coro neighbour = refs.ref(coros.spawn("neighbour", self -> self.receive()));
        Coro c = refs.ref(coros.spawn("c", body));
        var failed = assertInstanceOf(Outcome.Failed.class, ended(c));
        assertEquals(type.getName(), failed.failure().type());
        assertThrows(CoroEndedException.class, c::value);
        neighbour.send("fine");
        assertEquals("fine", neighbour.value(SOON));
        assertEquals("next", coros.spawn("next", self -> "next").value(SOON));
    }

    @CoroTest
    void shouldContainAStackOverflow(Scheduler coros, Refs refs) {
        contained(coros, refs, StackOverflowError.class, self -> endless(0));
    }

    @CoroTest
    void shouldContainAStackOverflowAfterAWait(Scheduler coros, Refs refs) {
        contained(coros, refs, StackOverflowError.class, self -> {
            self.yield();
            return endless(0);
        });
    }

    @CoroTest
    void shouldContainAnOutOfMemoryError(Scheduler coros, Refs refs) {
        contained(coros, refs, OutOfMemoryError.class, self -> {
            throw new OutOfMemoryError("by hand");
        });
    }

    @CoroTest
    void shouldContainAnyOtherError(Scheduler coros, Refs refs) {
        for (Error e : List.of(
                new DeathOfAThread(),
                new NoClassDefFoundError("gone"),
                new AssertionError("wrong"),
                new InternalError())) {
            contained(coros, refs, e.getClass(), self -> {
                self.yield();
                throw e;
            });
        }
    }

    @CoroTest
    @DisplayName("a checked exception that slipped past the compiler is a failure like any other")
    void shouldContainASneakyThrowable(Scheduler coros, Refs refs) {
        contained(coros, refs, Throwable.class, self -> {
            throw ErrorTest.<RuntimeException>sneaky(new Throwable("neither Exception nor Error"));
        });
    }

    @SuppressWarnings("unchecked") // erased: any throwable passes
    private static <T extends Throwable> T sneaky(Throwable t) throws T {
        throw (T) t;
    }

    @CoroTest
    @DisplayName("a signal that nobody sent is a failure, not a termination")
    void shouldTakeAHomemadeSignalForAFailure(Scheduler coros, Refs refs) {
        Class<? extends CoroSignal> type = TerminateSignal.class;
        contained(coros, refs, type, self -> {
            throw new TerminateSignal("made by hand");
        });
    }
}
