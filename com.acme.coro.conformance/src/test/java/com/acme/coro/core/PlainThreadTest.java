package com.acme.coro.core;

import static com.acme.coro.core.Soon.SOON;
import static com.acme.coro.core.Soon.allHadATurn;
import static com.acme.coro.core.Soon.millis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroException;
import com.acme.coro.api.CoroInterruptedException;
import com.acme.coro.api.NotInCoroutineException;
import com.acme.coro.api.Resumed;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Spawn;
import com.acme.coro.api.spi.Parking;
import com.acme.coro.api.spi.Waiter;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.Refs;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.function.Executable;

@DisplayName("Coroutines and plain threads")
class PlainThreadTest {
    @CoroTest
    @DisplayName("what does not wait works from any thread, virtual ones of others included")
    void shouldWorkFromAnyThread(Scheduler coros, Refs refs) throws Exception {
        for (Thread.Builder threads : new Thread.Builder[] {Thread.ofPlatform(), Thread.ofVirtual()}) {
            var problem = new AtomicReference<Throwable>();
            Thread t = threads.start(() -> {
                try {
                    Coro c = refs.ref(coros.spawn("c", self -> {
                        Object resumed = self.suspend();
                        assertThrows(IllegalStateException.class, self::receive);
                        return resumed;
                    }));
                    while (c.resume("resumed") != Resumed.WOKEN) Thread.onSpinWait();
                    c.raise(new IllegalStateException("raised"));
                    assertEquals("resumed", c.value(SOON));
                    assertFalse(c.terminate().accepted());
                } catch (RuntimeException | AssertionError e) {
                    problem.set(e);
                }
            });
            t.join();
            assertSame(null, problem.get());
        }
    }

    @CoroTest
    @DisplayName("waits that make sense in a coroutine only refuse a plain thread with one clear exception")
    void refusesCoroutineWaits(Parking parking) {
        var e = assertThrows(NotInCoroutineException.class, () -> parking.coroutineWaiter("bytes"));
        assertTrue(e.getMessage().contains(Thread.currentThread().getName()), e.getMessage());
    }

    @CoroTest
    @DisplayName("a waiter of a plain thread blocks it until it is completed, failed, or the time is up")
    void shouldBlockAPlainThread(Parking parking) {
        Waiter<String> completed = parking.waiter("bytes");
        assertEquals(Optional.empty(), completed.coro());
        CompletableFuture.runAsync(() -> completed.complete("bytes"));
        assertEquals("bytes", completed.await(() -> {
            throw new AssertionError("not withdrawn");
        }));
        assertFalse(completed.complete("again"));

        Waiter<String> failed = parking.waiter("bytes");
        failed.fail(new IllegalStateException("closed"));
        assertThrows(IllegalStateException.class, () -> failed.await(() -> {}));

        Waiter<String> late = parking.waiter("bytes");
        var withdrawn = new AtomicBoolean();
        assertEquals(Optional.empty(), late.await(millis(10), () -> withdrawn.set(true)));
        assertTrue(withdrawn.get());
        assertFalse(late.complete("late"));
        assertFalse(late.pending());
    }

    @CoroTest
    @DisplayName("a waiter of a coroutine can be completed before it is awaited")
    void shouldTakeWhatCameBeforeTheWait(Scheduler coros, Parking parking) {
        Coro c = coros.spawn("c", self -> {
            Waiter<String> w = parking.coroutineWaiter("bytes");
            assertEquals(Optional.of(self.coro()), w.coro());
            assertTrue(w.complete("early"));
            assertFalse(w.pending());
            Waiter<String> none = parking.waiter("bytes");
            assertEquals(Optional.empty(), none.await(Duration.ZERO, () -> {}));
            return w.await(() -> {});
        });
        assertEquals("early", c.value(SOON));
    }

    @CoroTest
    void refusesAWaiterOfSomebodyElse(Scheduler coros, Parking parking) {
        var stolen = new AtomicReference<Waiter<String>>();
        Coro owner = coros.spawn("owner", self -> {
            stolen.set(parking.waiter("bytes"));
            return stolen.get().await(() -> {});
        });
        allHadATurn(coros);
        assertThrows(CoroException.class, () -> stolen.get().await(() -> {}));
        stolen.get().complete("mine");
        assertEquals("mine", owner.value(SOON));
    }

    @CoroTest
    void refusesNullsInParking(Scheduler coros, Parking parking) {
        assertThrows(NullPointerException.class, () -> parking.waiter(null));
        Waiter<String> w = parking.waiter("bytes");
        assertThrows(NullPointerException.class, () -> w.complete(null));
        assertThrows(NullPointerException.class, () -> w.fail(null));
        assertThrows(NullPointerException.class, () -> w.await(null));
        assertThrows(IllegalArgumentException.class, () -> w.await(millis(-1), () -> {}));
        assertFalse(parking.own(() -> {}), "a plain thread owns nothing");
    }

    @CoroTest
    @DisplayName("an interrupt ends a plain thread's wait, and stays to be seen")
    void shouldEndABlockedThreadsWaitByInterrupt(Scheduler coros, Refs refs) throws Exception {
        Coro c = refs.ref(coros.spawn(Spawn.named("c").bound(1), self -> self.suspend()));
        c.send("full");
        Executable[] calls = {c::join, c::value, () -> c.tryJoin(SOON), () -> c.deliver("m"), coros::join};
        for (Executable call : calls) {
            var seen = new AtomicReference<Throwable>();
            var flag = new AtomicBoolean();
            Thread t = Thread.ofPlatform().start(() -> {
                try {
                    call.execute();
                } catch (Throwable e) {
                    seen.set(e);
                }
                flag.set(Thread.currentThread().isInterrupted());
            });
            t.interrupt();
            t.join();
            assertInstanceOf(CoroInterruptedException.class, seen.get());
            assertTrue(flag.get());
        }
        c.terminate();
    }
}
