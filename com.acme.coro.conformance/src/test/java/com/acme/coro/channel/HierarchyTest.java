package com.acme.coro.channel;

import static com.acme.coro.channel.Listeners.listener;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.channel.Channel;
import com.acme.coro.api.channel.Channels;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.Refs;
import com.acme.coro.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Channels that subscribe to channels")
class HierarchyTest {
    @CoroTest
    @DisplayName("N59, D05, D10: messages flow down, and the coroutines at all depths are counted")
    void shouldFlowDown(Scheduler coros, Channels channels, VirtualTime time, Refs refs) {
        Channel c1 = refs.ref(channels.create("c1"));
        Channel c2 = refs.ref(channels.create("c2"));
        var upper = new CopyOnWriteArrayList<Object>();
        var lower = new CopyOnWriteArrayList<Object>();
        c1.subscribe(listener(coros, upper));
        c2.subscribe(listener(coros, lower));
        assertTrue(c1.subscribe(c2));
        assertEquals(2, c1.deliver("to both"));
        assertEquals(1, c2.deliver("to one"));
        assertEquals(2, c1.send("to both again"));
        time.settle();
        assertEquals(List.of("to both", "to both again"), upper);
        assertEquals(List.of("to both", "to one", "to both again"), lower);
        assertTrue(c1.unsubscribe(c2));
        assertEquals(1, c1.send("to one"));
        time.settle();
    }

    @CoroTest
    @DisplayName("D05: each level applies its own transform")
    void shouldTransformAtEachLevel(Scheduler coros, Channels channels, VirtualTime time) {
        Channel top = channels.create("top", (name, m) -> Optional.of(m + ">top"));
        Channel left = channels.create("left", (name, m) -> Optional.of(m + ">left"));
        Channel right = channels.create("right", (name, m) -> Optional.empty());
        Channel broken = channels.create("broken", (name, m) -> {
            throw new IllegalStateException("on purpose");
        });
        var got = new CopyOnWriteArrayList<Object>();
        for (Channel c : List.of(left, right, broken)) {
            top.subscribe(c);
            c.subscribe(listener(coros, got));
        }
        assertEquals(1, top.send("m"));
        time.settle();
        assertEquals(List.of("m>top>left"), got);
    }

    @CoroTest
    @DisplayName("D06: in rings, too, a message passes each channel once and reaches each coroutine once")
    void shouldPassRingsOnce(Scheduler coros, Channels channels, VirtualTime time, Refs refs) {
        var ring = new ArrayList<Channel>();
        var passed = new AtomicInteger();
        var got = new CopyOnWriteArrayList<Object>();
        for (int i = 0; i < 3; i++) {
            Channel c = refs.ref(channels.create("ring-" + i, (name, m) -> {
                passed.incrementAndGet();
                return Optional.of(m);
            }));
            c.subscribe(listener(coros, got));
            ring.add(c);
        }
        for (int i = 0; i < 3; i++) ring.get(i).subscribe(ring.get((i + 1) % 3));
        ring.get(0).subscribe(ring.get(0));
        assertEquals(3, ring.get(0).send("round"));
        assertEquals(3, passed.get());
        assertEquals(3, ring.get(1).deliver("and round"));
        assertEquals(6, passed.get());
        time.settle();
        assertEquals(6, got.size());
    }

    @CoroTest
    @DisplayName("D06: by two ways down, a message arrives once, as it was on the shorter one")
    void shouldArriveOnceByTwoWays(Scheduler coros, Channels channels, VirtualTime time) {
        Channel top = channels.create("top");
        Channel near = channels.create("near");
        Channel far = channels.create("far", (name, m) -> Optional.of(m + " from far"));
        Channel bottom = channels.create("bottom");
        var twice = new CopyOnWriteArrayList<Object>();
        var deep = new CopyOnWriteArrayList<Object>();
        Coro everywhere = listener(coros, twice);
        for (Channel c : List.of(top, near, far, bottom)) c.subscribe(everywhere);
        top.subscribe(near);
        top.subscribe(far);
        near.subscribe(bottom);
        far.subscribe(bottom);
        bottom.subscribe(listener(coros, deep));
        assertEquals(2, top.deliver("m", 2, Duration.ofSeconds(1)));
        time.settle();
        assertEquals(List.of("m"), twice);
        assertEquals(List.of("m"), deep);
    }

    @CoroTest
    @DisplayName("A long chain of channels is no trouble")
    void shouldPassALongChain(Scheduler coros, Channels channels, VirtualTime time) {
        var got = new CopyOnWriteArrayList<Object>();
        Channel first = channels.create("0");
        Channel last = first;
        for (int i = 1; i < 20_000; i++) {
            Channel next = channels.create("" + i);
            last.subscribe(next);
            last = next;
        }
        last.subscribe(listener(coros, got));
        assertEquals(1, first.send("far"));
        time.settle();
        assertEquals(List.of("far"), got);
    }

    @CoroTest
    @DisplayName("A channel below that is closed is removed; another of its name can take its place")
    void shouldDropClosedChannels(Scheduler coros, Channels channels, VirtualTime time) {
        Channel top = channels.create("top");
        Channel below = channels.create("below");
        top.subscribe(below);
        below.close();
        assertEquals(0, top.send("m"));
        assertEquals(0, top.subscribers());
        Channel again = channels.create("below");
        var got = new CopyOnWriteArrayList<Object>();
        again.subscribe(listener(coros, got));
        assertTrue(top.subscribe(again));
        again.close();
        Channel oncemore = channels.create("below");
        oncemore.subscribe(listener(coros, got));
        assertTrue(top.subscribe(oncemore), "the closed one does not count");
        assertEquals(1, top.send("m"));
        time.settle();
        assertEquals(List.of("m"), got);
    }
}
