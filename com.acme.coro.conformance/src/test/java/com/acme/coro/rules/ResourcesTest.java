package com.acme.coro.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.channel.Channel;
import com.acme.coro.api.channel.Channels;
import com.acme.coro.api.sync.CoroLock;
import com.acme.coro.api.sync.Locks;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.VirtualTime;
import java.time.Duration;
import java.util.List;

/** The rules of resources. */
class ResourcesTest {
    @CoroTest
    void shouldEndWithTheCoroutineThatHasThem(Scheduler coros, Locks locks, Channels channels, VirtualTime time) {
        CoroLock door = locks.lock();
        // snippet: owned
        Coro keeper = coros.spawn("keeper", self -> {
            door.acquire();
            channels.create("news"); // made in a coroutine: the coroutine's
            return self.receive();
        });
        Coro next = coros.spawn("next", self -> {
            self.sleep(Duration.ofMillis(1));
            door.acquire(); // as soon as the keeper has ended, however that was
            return channels.locate("news").isPresent(); // false: closed with it
        });
        // end
        time.advance(Duration.ofMillis(1));
        assertTrue(door.held());
        keeper.terminate();
        assertEquals(false, next.value());
    }

    @CoroTest
    void shouldBeOfTheBundleWhenNoCoroutineMadeThem(Scheduler coros, Channels channels) {
        // snippet: of-the-bundle
        Channel news = channels.create("news"); // on a plain thread, say when a component starts: the bundle's
        Coro reader = coros.spawn("reader", self -> {
            news.subscribe(self.coro());
            return self.receive();
        });
        // end
        coros.spawn("press", self -> news.deliver("extra", 1, Duration.ofSeconds(5)));
        assertEquals("extra", reader.value());
        assertEquals(
                List.of("news"),
                channels.locate("news").stream().map(Channel::name).toList());
        news.close();
        assertFalse(channels.locate("news").isPresent());
    }
}
