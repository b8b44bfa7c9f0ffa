package com.acme.coro.scheduler.sync;

import com.acme.coro.api.Coro;
import com.acme.coro.api.spi.EventLoop;
import com.acme.coro.api.spi.Parking;
import com.acme.coro.api.spi.Waiter;
import com.acme.coro.scheduler.core.Schedules;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/** Schedules of locks, semaphores and flags, their coroutines being plain threads. */
class LockSchedulesTest {
    private static final Duration OVER_AT_ONCE = Duration.ofNanos(1);

    /** Each thread is a coroutine, and blocks where a coroutine is suspended. */
    private static final class Threads implements Parking {
        private final Map<Thread, Coro> coros = new ConcurrentHashMap<>();

        @Override
        public Optional<Coro> current() {
            return Optional.of(coros.computeIfAbsent(Thread.currentThread(), t -> Schedules.newCoro()));
        }

        @Override
        public <T> Waiter<T> waiter(String what) {
            return Schedules.waiter();
        }

        @Override
        public <T> Waiter<T> coroutineWaiter(String what) {
            return Schedules.waiter();
        }

        @Override
        public boolean own(AutoCloseable resource) {
            return true;
        }

        @Override
        public boolean own(AutoCloseable resource, Object handle) {
            return true;
        }

        @Override
        public boolean putOff(AutoCloseable resource, Runnable release) {
            return false;
        }

        @Override
        public boolean disown(AutoCloseable resource) {
            return true;
        }

        @Override
        public void giveWay() {
            Thread.yield();
        }

        @Override
        public void mayWait(boolean swapPoint) {}

        @Override
        public Optional<EventLoop> eventLoop() {
            return Optional.empty();
        }
    }

    @Test
    void shouldLetOneCoroutineAtATimeHaveALock() {
        Schedules.check(Exclusive.class, Counter.class);
    }

    /** Counts with the lock, for which it waits as long as it takes. */
    public static class Exclusive {
        private final FifoLock lock = new FifoLock(new Threads(), report -> {});
        /** Of the holder of the lock. */
        private int count;

        @Operation
        public int count() {
            lock.acquire();
            int now = count;
            count = now + 1;
            lock.release();
            return now;
        }

        @Validate
        public void shouldBeFree() {
            if (lock.held()) throw new IllegalStateException("the lock is held, though all have released it");
        }
    }

    /** Counts one after the other. */
    public static class Counter {
        private int count;

        public int count() {
            return count++;
        }
    }

    @Test
    void shouldPassALockOverThoseWhoHaveGivenUp() {
        Schedules.check(Hurried.class, Uncounted.class);
    }

    /** Some wait as long as it takes, some give up at once. */
    public static class Hurried {
        private final FifoLock lock = new FifoLock(new Threads(), report -> {});
        private final AtomicInteger got = new AtomicInteger();
        /** Of the holder of the lock. */
        private int count;

        @Operation
        public void count() {
            lock.acquire();
            counted();
        }

        @Operation
        public void tryToCount() {
            if (lock.tryAcquire(OVER_AT_ONCE)) counted();
        }

        private void counted() {
            int now = count;
            got.incrementAndGet();
            count = now + 1;
            lock.release();
        }

        @Validate
        public void shouldBeFree() {
            if (lock.held()) throw new IllegalStateException("the lock is held, though all have released it");
            if (count != got.get()) throw new IllegalStateException("two had the lock at once");
        }
    }

    /** Nothing is returned. */
    public static class Uncounted {
        public void count() {}

        public void tryToCount() {}
    }

    @Test
    void shouldLoseNoPermitToAWaitThatGivesUp() {
        Schedules.check(Permits.class, Number.class);
    }

    /** Permits, for which it is waited until the time is up, which is at once. */
    public static class Permits {
        private final FifoSemaphore semaphore = new FifoSemaphore(0, new Threads());
        /** How many more were released than acquired. */
        private final AtomicInteger left = new AtomicInteger();

        @Operation
        public boolean acquire() {
            boolean acquired = semaphore.tryAcquire(OVER_AT_ONCE);
            if (acquired) left.decrementAndGet();
            return acquired;
        }

        @Operation
        public void release() {
            semaphore.release();
            left.incrementAndGet();
        }

        @Operation
        public int available() {
            return semaphore.available();
        }

        @Validate
        public void shouldHaveWhatIsLeft() {
            if (semaphore.available() != left.get())
                throw new IllegalStateException(semaphore.available() + " permits are left of " + left);
        }
    }

    /** A number that does not get negative. */
    public static class Number {
        private int permits;

        public boolean acquire() {
            if (permits == 0) return false;
            permits--;
            return true;
        }

        public void release() {
            permits++;
        }

        public int available() {
            return permits;
        }
    }

    @Test
    void shouldShowAFlagToAllWhoWaitForIt() {
        Schedules.check(Shown.class, Bit.class);
    }

    /** A flag. */
    public static class Shown {
        private final FlagEvent flag = new FlagEvent(new Threads());

        @Operation
        public void set() {
            flag.set();
        }

        @Operation
        public boolean isSet() {
            return flag.isSet();
        }

        @Operation
        public boolean await() {
            return flag.tryAwait(OVER_AT_ONCE);
        }
    }

    /** Set or not. */
    public static class Bit {
        private boolean set;

        public void set() {
            set = true;
        }

        public boolean isSet() {
            return set;
        }

        public boolean await() {
            return set;
        }
    }
}
