package com.acme.coro.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroEndedException;
import com.acme.coro.api.CoroId;
import com.acme.coro.api.Location;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.channel.Channel;
import com.acme.coro.api.channel.Channels;
import com.acme.coro.api.spi.References;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Loop-back references")
class LoopbackTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @CoroTest
    @DisplayName("everything goes the long way")
    void shouldGoTheLongWay(Scheduler coros, References references) {
        var loopback = new Loopback(references);
        Coro local = coros.spawn("c", self -> self.receive());
        Coro ref = loopback.of(local);
        assertNotSame(local, ref);
        assertEquals(0, loopback.calls());
        ref.send("m");
        assertEquals(1, loopback.calls());
        ref.tryJoin(SOON);
        assertEquals(2, loopback.calls());
        assertEquals(Set.of(local), Set.of(ref));
        assertEquals(local.toString(), ref.toString());
    }

    @CoroTest
    @DisplayName("the outcome of one that has ended is known by its id as long as somebody refers to it")
    void shouldKnowTheOutcomeAfterTheEnd(Scheduler coros, References references) {
        var loopback = new Loopback(references);
        Coro ref = loopback.of(coros.spawn("c", self -> 5));
        assertEquals(Optional.of(new Outcome.Returned(5)), ref.tryJoin(SOON));
        assertEquals(Optional.of(new Outcome.Returned(5)), ref.tryJoin(SOON));
        assertEquals(5, ref.value());
    }

    @CoroTest
    @DisplayName("a join on one that its process does not know any more says so, and so does its value")
    void shouldSayThatTheEndIsForgotten(Scheduler coros, References references) {
        Coro ended = coros.spawn("ended", self -> 5);
        ended.tryJoin(SOON);
        Coro ref = references.refer(ended.id(), "ended", ended.location(), new LoopbackRoute(references.local()));

        var how = assertInstanceOf(
                Outcome.Forgotten.class, ref.tryJoin(SOON).orElseThrow(), "no reference to it was ever given away");

        assertEquals("no such coroutine: id=" + ended.id(), how.reason());
        var thrown = assertThrows(CoroEndedException.class, ref::value);
        assertEquals(how, thrown.outcome());
        assertEquals(
                ended + " is not known any more where it ran: no such coroutine: id=" + ended.id(),
                thrown.getMessage());
    }

    @CoroTest
    @DisplayName("the outcome of one that has ended is forgotten when nobody refers to it any more")
    void shouldForgetWhenTheReferenceIsGivenBack(Scheduler coros, References references) {
        var c = new Coro[] {coros.spawn("c", self -> 5)};
        references.expose(c[0]);
        c[0].tryJoin(SOON);
        CoroId id = c[0].id();
        Location at = c[0].location();
        var route = new LoopbackRoute(references.local());
        assertEquals(
                Optional.of(new Outcome.Returned(5)),
                references.refer(id, "c", at, route).tryJoin(SOON));

        c[0] = null; // as if the last process that held one had given it back

        Eventually.holds("forgotten", () -> {
            System.gc();
            return references.refer(id, "c", at, route).tryJoin(SOON).orElseThrow() instanceof Outcome.Forgotten;
        });
    }

    @CoroTest
    void shouldResolveWhatWasExposed(Scheduler coros, References references) {
        Coro c = coros.spawn("c", self -> self.receive());
        assertTrue(references.expose(c));
        assertEquals(Optional.of(c), references.resolve(c.id()));
        c.send("go");
    }

    @CoroTest
    void refusesWhatIsNotOfThisProcess(Scheduler coros, References references) {
        Coro c = coros.spawn("c", self -> self.receive());
        var stranger = new CoroId(c.id().incarnation() + 1, 1);
        Coro remote = references.refer(stranger, "stranger", c.location(), new LoopbackRoute(references.local()));
        assertThrows(IllegalArgumentException.class, () -> new Loopback(references).of(remote));
        assertEquals(Optional.empty(), references.resolve(stranger));
        c.send("go");
    }

    @CoroTest
    @DisplayName("a channel's subscribers are referred to the long way, too")
    void shouldSubscribeTheLongWay(Scheduler coros, Channels channels, References references) {
        var loopback = new Loopback(references);
        Channel local = channels.create("news");
        Channel ref = loopback.of(local);
        assertEquals(local, ref);
        assertEquals(ref, local);
        assertEquals(local.hashCode(), ref.hashCode());
        Coro c = coros.spawn("c", self -> List.of(self.receive(), self.receive()));
        assertTrue(ref.subscribe(c));
        assertTrue(!local.subscribe(c), "is subscribed");
        assertEquals(1, ref.send("a"));
        assertEquals(1, local.deliver("b"));
        assertTrue(loopback.calls() >= 2);
        assertEquals(List.of("a", "b"), c.value(SOON));
        local.close();
    }

    @CoroTest
    void shouldLeaveLocalReferencesAlone(Scheduler coros) {
        Coro c = coros.spawn("c", self -> null);
        assertSame(c, Refs.local().ref(c));
    }
}
