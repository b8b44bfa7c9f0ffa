package com.acme.coro.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroClosedException;
import com.acme.coro.api.CoroTimeoutException;
import com.acme.coro.api.NotInCoroutineException;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.spi.Parking;
import com.acme.coro.api.sync.AsyncThreadPool;
import com.acme.coro.api.sync.Locks;
import com.acme.coro.api.sync.ThreadPools;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.Eventually;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;

@DisplayName("AsyncThreadPool")
class ThreadPoolTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private static boolean reach(CountDownLatch latch) throws InterruptedException {
        return latch.await(10, TimeUnit.SECONDS);
    }

    @CoroTest
    @DisplayName(
            "N90, G09, G10: two threads, five calls, one that throws: each coroutine gets what is its own, and others"
                    + " run")
    void shouldRunCallsBesideTheScheduler(Scheduler coros, ThreadPools pools) {
        AsyncThreadPool pool = pools.open("two", 2);
        var now = new AtomicInteger();
        var most = new AtomicInteger();
        var othersRan = new CountDownLatch(1);
        var callers = new ArrayList<Coro>();
        for (int i = 0; i < 5; i++) {
            int n = i;
            callers.add(coros.spawn(
                    "caller-" + i,
                    self -> pool.call(() -> {
                        most.accumulateAndGet(now.incrementAndGet(), Math::max);
                        assertTrue(reach(othersRan), "the scheduler is blocked");
                        now.decrementAndGet();
                        if (n == 3) throw new IOException("no. 3");
                        return n * 10;
                    })));
        }
        coros.spawn("other", self -> {
            while (now.get() < 2) self.sleep(Duration.ofMillis(1));
            for (int i = 0; i < 10; i++) self.yield();
            othersRan.countDown();
            return null;
        });
        for (int i = 0; i < 5; i++) {
            var how = callers.get(i).tryJoin(SOON).orElseThrow();
            if (i == 3)
                assertEquals(
                        "java.io.IOException: no. 3",
                        assertInstanceOf(Outcome.Failed.class, how).failure().toString());
            else assertEquals(new Outcome.Returned(i * 10), how);
        }
        assertEquals(2, most.get());
    }

    @CoroTest
    @DisplayName("G10: what a call throws is thrown to its caller, the same object; null is a result")
    void shouldRethrow(Scheduler coros, ThreadPools pools) {
        AsyncThreadPool pool = pools.open("p", 1);
        var checked = new IOException("checked");
        var error = new AssertionError("error");
        Coro c = coros.spawn("c", self -> {
            assertSame(
                    checked,
                    assertThrows(
                            IOException.class,
                            () -> pool.call(() -> {
                                throw checked;
                            })));
            assertSame(
                    error,
                    assertThrows(
                            AssertionError.class,
                            () -> pool.call(() -> {
                                throw error;
                            })));
            assertNull(pool.call(() -> null));
            assertNull(pool.call(() -> null, SOON));
            return "all well";
        });
        assertEquals("all well", c.value(SOON));
    }

    @CoroTest
    @DisplayName("G09: calls are taken up in order")
    void shouldTakeCallsInOrder(Scheduler coros, ThreadPools pools) {
        AsyncThreadPool pool = pools.open("one", 1);
        var order = new CopyOnWriteArrayList<Integer>();
        var all = new ArrayList<Coro>();
        for (int i = 0; i < 20; i++) {
            int me = i;
            all.add(coros.spawn("c" + i, self -> pool.call(() -> order.add(me))));
        }
        for (Coro c : all) assertEquals(true, c.value(SOON));
        assertEquals(java.util.stream.IntStream.range(0, 20).boxed().toList(), order);
    }

    @CoroTest
    @DisplayName("G09: daemon threads with the pool's name, and no more of them than are needed")
    void shouldMakeThreadsAsNeeded(ThreadPools pools) throws Exception {
        AsyncThreadPool pool = pools.open("lazy", 50);
        Set<Thread> used = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < 100; i++) pool.call(() -> used.add(Thread.currentThread()));
        assertEquals(1, used.size(), "one call at a time needs one thread");
        Thread thread = used.iterator().next();
        assertEquals("coro-pool-lazy-1", thread.getName());
        assertTrue(thread.isDaemon());
        assertFalse(thread.isVirtual());
    }

    @CoroTest
    @DisplayName("A plain thread blocks for the result")
    void shouldServePlainThreads(ThreadPools pools) throws Exception {
        AsyncThreadPool pool = pools.open("p", 1);
        assertEquals("done", pool.call(() -> "done"));
        assertThrows(
                IOException.class,
                () -> pool.call(() -> {
                    throw new IOException();
                }));
        assertThrows(
                CoroTimeoutException.class, () -> pool.call(() -> reach(new CountDownLatch(1)), Duration.ofMillis(5)));
    }

    @CoroTest
    @DisplayName("G10: a call whose caller was terminated in the queue does not run")
    void shouldTakeWithdrawnCallsOutOfTheQueue(Scheduler coros, ThreadPools pools) throws Exception {
        AsyncThreadPool pool = pools.open("one", 1);
        var go = new CountDownLatch(1);
        var ran = new AtomicBoolean();
        Coro busy = coros.spawn("busy", self -> pool.call(() -> reach(go)));
        Coro queued = coros.spawn(
                "queued",
                self -> pool.call(() -> {
                    ran.set(true);
                    return null;
                }));
        Coro raised = coros.spawn("raised", self -> {
            try {
                return pool.call(() -> ran.getAndSet(true));
            } catch (IllegalStateException e) {
                return e.getMessage();
            }
        });
        coros.spawn("marker", self -> null).tryJoin(SOON);
        queued.terminate("no more");
        raised.raise(new IllegalStateException("enough"));
        assertEquals(new Outcome.Terminated("no more"), queued.tryJoin(SOON).orElseThrow());
        assertEquals("enough", raised.value(SOON));
        go.countDown();
        assertEquals(true, busy.value(SOON));
        assertTrue(pool.tryJoin(SOON));
        assertFalse(ran.get());
    }

    @CoroTest
    @DisplayName(
            "G10: a call whose caller does not wait any more is interrupted, and the interrupt does not reach the next"
                    + " call")
    void shouldInterruptWithdrawnCalls(Scheduler coros, ThreadPools pools) throws Exception {
        AsyncThreadPool pool = pools.open("one", 1);
        for (int i = 0; i < 50; i++) {
            var running = new CountDownLatch(1);
            var interrupted = new CountDownLatch(1);
            Coro c = coros.spawn(
                    "c",
                    self -> pool.call(() -> {
                        running.countDown();
                        try {
                            return reach(new CountDownLatch(1));
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt(); // left set, as good code does
                            interrupted.countDown();
                            return null;
                        }
                    }));
            assertTrue(reach(running));
            c.terminate();
            assertTrue(reach(interrupted));
            assertEquals(false, pool.call(() -> Thread.currentThread().isInterrupted(), SOON));
            assertFalse(c.tryJoin(SOON).orElseThrow().normal());
        }
    }

    @CoroTest
    @DisplayName("G10: a call that goes on regardless keeps its thread until it is done")
    void shouldLeaveTheStubbornTheirThread(Scheduler coros, ThreadPools pools) throws Exception {
        AsyncThreadPool pool = pools.open("one", 1);
        var running = new CountDownLatch(1);
        var go = new AtomicBoolean();
        Coro c = coros.spawn(
                "c",
                self -> pool.call(
                        () -> {
                            running.countDown();
                            while (!go.get()) Thread.onSpinWait();
                            return "dropped";
                        },
                        Duration.ofMillis(20)));
        assertTrue(reach(running));
        assertInstanceOf(Outcome.Failed.class, c.tryJoin(SOON).orElseThrow());
        assertFalse(pool.tryJoin(Duration.ofMillis(5)));
        assertThrows(CoroTimeoutException.class, () -> pool.call(() -> "another", Duration.ofMillis(5)));
        go.set(true);
        assertEquals("next", pool.call(() -> "next", SOON));
    }

    @CoroTest
    @DisplayName("A call that takes too long is over for its caller, with the time in the message")
    void shouldTimeOut(Scheduler coros, ThreadPools pools) {
        AsyncThreadPool pool = pools.open("slow", 1);
        var interrupted = new CountDownLatch(1);
        Coro c = coros.spawn(
                "c",
                self -> assertThrows(
                                CoroTimeoutException.class,
                                () -> pool.call(
                                        () -> {
                                            try {
                                                return reach(new CountDownLatch(1));
                                            } catch (InterruptedException e) {
                                                interrupted.countDown();
                                                throw e;
                                            }
                                        },
                                        Duration.ofMillis(20)))
                        .getMessage());
        assertEquals("a call in pool slow took longer than PT0.02S", c.value(SOON));
        Eventually.holds("the call is interrupted", () -> interrupted.getCount() == 0);
    }

    @CoroTest
    @DisplayName("G11: close fails what is queued, interrupts what runs, and takes no more")
    void shouldClose(Scheduler coros, ThreadPools pools) throws Exception {
        AsyncThreadPool pool = pools.open("closing", 1);
        var running = new CountDownLatch(1);
        Coro runs = coros.spawn(
                "runs",
                self -> pool.call(() -> {
                    running.countDown();
                    try {
                        return reach(new CountDownLatch(1));
                    } catch (InterruptedException e) {
                        return "interrupted";
                    }
                }));
        assertTrue(reach(running));
        Coro queued = coros.spawn("queued", self -> {
            return assertThrows(CoroClosedException.class, () -> pool.call(() -> "never"))
                    .getMessage();
        });
        coros.spawn("marker", self -> null).tryJoin(SOON);
        pool.close();
        pool.close();
        assertEquals("interrupted", runs.value(SOON));
        assertEquals("the pool is closed: name=closing", queued.value(SOON));
        assertThrows(CoroClosedException.class, () -> pool.call(() -> "never"));
        assertTrue(pool.tryJoin(SOON));
        Eventually.holds(
                "no thread stays",
                () -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(t -> t.getName().startsWith("coro-pool-closing")));
    }

    @CoroTest
    @DisplayName("G11: join waits until no call is queued or running")
    void shouldJoin(Scheduler coros, ThreadPools pools) throws Exception {
        AsyncThreadPool pool = pools.open("p", 2);
        assertTrue(pool.tryJoin(Duration.ZERO));
        var go = new CountDownLatch(1);
        var done = new AtomicInteger();
        for (int i = 0; i < 5; i++) {
            coros.spawn(
                    "c" + i,
                    self -> pool.call(() -> {
                        reach(go);
                        return done.incrementAndGet();
                    }));
        }
        coros.spawn("marker", self -> null).tryJoin(SOON);
        assertFalse(pool.tryJoin(Duration.ofMillis(5)));
        Coro joiner = coros.spawn("joiner", self -> pool.tryJoin(SOON) && done.get() == 5);
        go.countDown();
        assertTrue(pool.tryJoin(SOON));
        assertEquals(5, done.get());
        assertEquals(true, joiner.value(SOON));
    }

    @CoroTest
    @DisplayName("On a thread of the pool no coroutine runs")
    void shouldNotTakeItsThreadsForCoroutines(Scheduler coros, ThreadPools pools, Parking parking, Locks locks) {
        AsyncThreadPool pool = pools.open("p", 1);
        Coro c = coros.spawn(
                "c",
                self -> pool.call(() -> {
                    assertThrows(NotInCoroutineException.class, locks.lock()::acquire);
                    return parking.current().isEmpty() && coros.current().isEmpty();
                }));
        assertEquals(true, c.value(SOON));
    }

    @CoroTest
    @DisplayName("A call leaves no context class loader behind for the next")
    void shouldResetTheContextClassLoader(ThreadPools pools) throws Exception {
        AsyncThreadPool pool = pools.open("p", 1);
        Thread.currentThread().setContextClassLoader(new ClassLoader() {});
        try {
            var loader = pool.call(() -> {
                var before = Thread.currentThread().getContextClassLoader();
                Thread.currentThread().setContextClassLoader(new ClassLoader() {});
                return before;
            });
            assertSame(ClassLoader.getSystemClassLoader(), loader);
            assertSame(
                    ClassLoader.getSystemClassLoader(),
                    pool.call(() -> Thread.currentThread().getContextClassLoader()));
        } finally {
            Thread.currentThread().setContextClassLoader(ThreadPoolTest.class.getClassLoader());
        }
    }

    @CoroTest
    @DisplayName("Every call has one outcome while callers give up and the pool is closed")
    void shouldAnswerEveryCall(Scheduler coros, ThreadPools pools) {
        for (int round = 0; round < 20; round++) {
            AsyncThreadPool pool = pools.open("p", 3);
            var callers = new ArrayList<Coro>();
            for (int i = 0; i < 30; i++) {
                int n = i;
                callers.add(coros.spawn("c" + i, self -> {
                    try {
                        return pool.call(() -> n, Duration.ofNanos(n * 20_000L));
                    } catch (CoroTimeoutException | CoroClosedException e) {
                        return n;
                    }
                }));
            }
            if (round % 2 == 0) pool.close();
            for (int i = 0; i < 30; i++) assertEquals(i, callers.get(i).value(SOON));
            assertTrue(pool.tryJoin(SOON));
            pool.close();
        }
    }

    @CoroTest
    @DisplayName("Bad arguments are refused")
    void refusesBadArguments(ThreadPools pools) {
        assertThrows(IllegalArgumentException.class, () -> pools.open("", 1));
        assertThrows(NullPointerException.class, () -> pools.open(null, 1));
        assertEquals(
                "threads must be at least 1: threads=0",
                assertThrows(IllegalArgumentException.class, () -> pools.open("p", 0))
                        .getMessage());
        AsyncThreadPool pool = pools.open("p", 1);
        assertThrows(NullPointerException.class, () -> pool.call(null));
        assertThrows(NullPointerException.class, () -> pool.call(() -> 1, null));
        assertThrows(IllegalArgumentException.class, () -> pool.call(() -> 1, Duration.ofMillis(-1)));
        assertThrows(IllegalArgumentException.class, () -> pool.tryJoin(Duration.ofMillis(-1)));
    }
}
