package consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.io.AsyncSocket;
import com.acme.coro.api.io.AsyncSockets;
import com.acme.coro.api.io.ListenSpec;
import com.acme.coro.api.sync.CoroLock;
import com.acme.coro.api.sync.Locks;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.VirtualTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** A user's tests, with the artifacts that they name and nothing else. */
class ConsumerTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @CoroTest
    void sleepsInVirtualTime(Scheduler coros, VirtualTime time) {
        Coro sleeper = coros.spawn("sleeper", self -> {
            self.sleep(Duration.ofHours(1));
            return "awake";
        });
        time.advance(Duration.ofHours(1));
        assertEquals("awake", sleeper.value(SOON));
    }

    @CoroTest
    void logsFailuresAndPassesLocksOn(Scheduler coros, Locks locks) {
        CoroLock lock = locks.lock();
        Coro holder = coros.spawn("holder", self -> {
            lock.acquire();
            self.log().info("holds it");
            throw new IllegalStateException("ends with the lock held");
        });
        assertInstanceOf(Outcome.Failed.class, holder.tryJoin(SOON).orElseThrow());
        Coro next = coros.spawn("next", self -> {
            lock.acquire();
            lock.release();
            return "passed on";
        });
        assertEquals("passed on", next.value(SOON));
    }

    @CoroTest
    void connects(Scheduler coros, AsyncSockets sockets) {
        Coro test = coros.spawn("test", self -> {
            try (var server = sockets.listen(ListenSpec.on("127.0.0.1", 0));
                    AsyncSocket one = sockets.connect("127.0.0.1", server.port());
                    AsyncSocket other = server.accept()) {
                one.sendAll("hello\n".getBytes(StandardCharsets.UTF_8));
                return other.readLine();
            }
        });
        assertEquals(Optional.of("hello"), test.value(SOON));
    }
}
