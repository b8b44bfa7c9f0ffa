package com.acme.coro.core;

import static com.acme.coro.core.Soon.SOON;
import static com.acme.coro.core.Soon.allHadATurn;
import static com.acme.coro.core.Soon.ended;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroSnapshot;
import com.acme.coro.api.NoSuchFunctionException;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Spawn;
import com.acme.coro.api.spi.Coroutines;
import com.acme.coro.api.spi.SwapControl;
import com.acme.coro.api.standalone.CoroRuntime;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.Refs;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Functions started by name")
class FunctionTest {
    @CoroTest
    void shouldStartFunctionWithItsArguments(CoroRuntime runtime, Scheduler coros, Refs refs) {
        runtime.offer("add", (self, args) -> (Integer) args[0] + (Integer) args[1], Integer.class, Integer.class);
        Coro sum = refs.ref(coros.start("add", 2, 3));
        assertEquals("add", sum.name());
        assertEquals(5, sum.value(SOON));
    }

    @CoroTest
    void shouldStartFunctionUnderAnotherName(CoroRuntime runtime, Scheduler coros) {
        runtime.offer("echo", (self, args) -> self.name() + Arrays.asList(args), (Class<?>[]) null);
        assertEquals(
                "e1[a, b]", coros.start(Spawn.named("e1"), "echo", "a", "b").value(SOON));
    }

    @CoroTest
    @DisplayName("N1 refuses a name that nobody offers, says which, and starts nothing")
    void refusesUnknownFunction(Scheduler coros, Coroutines all) {
        var e = assertThrows(NoSuchFunctionException.class, () -> coros.start("nobody.offers.this"));
        assertTrue(e.getMessage().contains("nobody.offers.this"), e.getMessage());
        assertEquals(List.of(), all.all());
    }

    @CoroTest
    @DisplayName("A01 refuses the wrong number of arguments in the caller, and starts nothing")
    void refusesWrongNumberOfArguments(CoroRuntime runtime, Scheduler coros, Coroutines all) {
        runtime.offer("one", (self, args) -> args[0], String.class);
        var e = assertThrows(IllegalArgumentException.class, () -> coros.start("one"));
        assertTrue(e.getMessage().contains("one"), e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> coros.start("one", "a", "b"));
        assertEquals(List.of(), all.all());
    }

    @CoroTest
    void refusesArgumentOfTheWrongType(CoroRuntime runtime, Scheduler coros, Coroutines all) {
        runtime.offer("one", (self, args) -> args[0], String.class);
        var e = assertThrows(IllegalArgumentException.class, () -> coros.start("one", 1));
        assertTrue(e.getMessage().contains("java.lang.Integer"), e.getMessage());
        assertEquals(List.of(), all.all());
    }

    @CoroTest
    void refusesNullFunctionNullArgumentsAndEmptyNames(CoroRuntime runtime, Scheduler coros, Coroutines all) {
        runtime.offer("any", (self, args) -> args.length, (Class<?>[]) null);
        assertThrows(NullPointerException.class, () -> coros.start((String) null));
        assertThrows(NullPointerException.class, () -> coros.start("any", (Object) null));
        assertThrows(NullPointerException.class, () -> coros.start((Spawn) null, "any"));
        assertThrows(NullPointerException.class, () -> runtime.offer(null, (self, args) -> null));
        assertThrows(NullPointerException.class, () -> runtime.offer("x", null));
        assertThrows(IllegalArgumentException.class, () -> runtime.offer("", (self, args) -> null));
        assertEquals(List.of(), all.all());
    }

    @CoroTest
    @DisplayName("A01 a function that takes no arguments refuses any")
    void refusesArgumentsWhereThereAreNone(CoroRuntime runtime, Scheduler coros) {
        runtime.offer("none", (self, args) -> args.length);
        assertThrows(IllegalArgumentException.class, () -> coros.start("none", 1));
        assertEquals(0, coros.start("none").value(SOON));
    }

    @CoroTest
    void shouldEndCoroutinesWhoseFunctionIsWithdrawn(CoroRuntime runtime, Scheduler coros, Refs refs) {
        var offer = runtime.offer("wait", (self, args) -> self.receive());
        Coro c = refs.ref(coros.start("wait"));
        offer.close();
        assertInstanceOf(Outcome.CodeGone.class, ended(c));
        assertThrows(NoSuchFunctionException.class, () -> coros.start("wait"));
    }

    @CoroTest
    void shouldShowFunctionsAndWhoRunsThem(CoroRuntime runtime, Scheduler coros, Coroutines all, SwapControl swaps) {
        runtime.offer("wait", (self, args) -> self.shielded(self::receive), String.class);
        Coro c = coros.start("wait", "x");
        allHadATurn(coros);
        var function = all.functions().getFirst();
        assertEquals("wait", function.name());
        assertEquals(Optional.of(List.of("java.lang.String")), function.parameters());
        assertEquals(1, function.running());
        assertEquals(Optional.of("wait"), all.status(c).flatMap(CoroSnapshot::function));
        var running = swaps.running().getFirst();
        assertEquals(c, running.coro());
        assertEquals("wait", running.function());
        assertTrue(running.shielded());
        c.send("go");
        c.tryJoin(SOON);
        assertEquals(0, all.functions().getFirst().running());
        assertEquals(List.of(), swaps.running());
    }
}
