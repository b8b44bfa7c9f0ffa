package com.acme.coro.itests.code;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroBody;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.SchedulerClosedException;
import com.acme.coro.api.Self;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** Bodies of coroutines. What they are given they share with the test. */
public final class Bodies {
    private Bodies() {}

    /** Makes a body that is a real lambda: answers who asks with what it was told before. */
    public static final class Echoes implements Callable<CoroBody> {
        @Override
        public CoroBody call() {
            return self -> {
                Object said = "nothing";
                while (true) {
                    Object message = self.receive();
                    if (message instanceof Coro asker) asker.send(said);
                    else said = message;
                }
            };
        }
    }

    /** Waits for ever; cleans up when it ends, and waits in that. */
    public static final class Waits implements CoroBody {
        private final CountDownLatch began;
        private final CountDownLatch cleaned;

        public Waits(CountDownLatch began, CountDownLatch cleaned) {
            this.began = began;
            this.cleaned = cleaned;
        }

        @Override
        public Object run(Self self) {
            try {
                began.countDown();
                return self.receive();
            } finally {
                self.sleep(Duration.ofMillis(1));
                cleaned.countDown();
            }
        }
    }

    /** Waits for ever; its clean-up waits for a message. */
    public static final class Lingers implements CoroBody {
        private final CountDownLatch began;
        private final CountDownLatch cleaning;

        public Lingers(CountDownLatch began, CountDownLatch cleaning) {
            this.began = began;
            this.cleaning = cleaning;
        }

        @Override
        public Object run(Self self) {
            try {
                began.countDown();
                return self.receive();
            } finally {
                cleaning.countDown();
                self.tryReceive(Duration.ofSeconds(3));
            }
        }
    }

    /** Runs all the time, giving way again and again. */
    public static final class Runs implements CoroBody {
        private final CountDownLatch began;
        private final CountDownLatch cleaned;

        public Runs(CountDownLatch began, CountDownLatch cleaned) {
            this.began = began;
            this.cleaned = cleaned;
        }

        @Override
        public Object run(Self self) {
            began.countDown();
            try {
                while (true) self.yield();
            } finally {
                cleaned.countDown();
            }
        }
    }

    /** Blocks its thread in a call that is not ours, and goes on when it is interrupted. */
    public static final class Blocks implements CoroBody {
        private final CountDownLatch began;
        private final CountDownLatch release;
        private final Queue<Object> afterwards;

        public Blocks(CountDownLatch began, CountDownLatch release, Queue<Object> afterwards) {
            this.began = began;
            this.release = release;
            this.afterwards = afterwards;
        }

        @Override
        public Object run(Self self) {
            began.countDown();
            while (release.getCount() > 0) {
                try {
                    release.await();
                } catch (InterruptedException ignored) {
                    continue; // as code that does not care does
                }
            }
            try {
                afterwards.add(self.coro());
            } catch (RuntimeException refused) {
                afterwards.add(refused);
            }
            return null;
        }
    }

    /** Computes without end and looks at nothing. */
    public static final class Spins implements CoroBody {
        private final CountDownLatch began;
        private final AtomicBoolean release;

        public Spins(CountDownLatch began, AtomicBoolean release) {
            this.began = began;
            this.release = release;
        }

        @Override
        public Object run(Self self) {
            began.countDown();
            while (!release.get()) Thread.onSpinWait();
            return null;
        }
    }

    /** Lets others in, one after the other, and they let others in: until that is refused. */
    public static final class Breeds implements CoroBody {
        private final Scheduler coros;
        private final Queue<Coro> spawned;
        private final Queue<Object> refused;

        public Breeds(Scheduler coros, Queue<Coro> spawned, Queue<Object> refused) {
            this.coros = coros;
            this.spawned = spawned;
            this.refused = refused;
        }

        @Override
        public Object run(Self self) {
            while (true) {
                try {
                    spawned.add(coros.spawn("child", child -> child.suspend()));
                } catch (SchedulerClosedException closed) {
                    refused.add(closed);
                    throw closed;
                }
                if (spawned.size() % 16 == 0) self.yield();
            }
        }
    }

    /** The same on a plain thread. */
    public static final class BreedsOutside implements Runnable {
        private final Scheduler coros;
        private final Queue<Coro> spawned;
        private final Queue<Object> refused;

        public BreedsOutside(Scheduler coros, Queue<Coro> spawned, Queue<Object> refused) {
            this.coros = coros;
            this.spawned = spawned;
            this.refused = refused;
        }

        @Override
        public void run() {
            try {
                while (true) spawned.add(coros.spawn("child", child -> child.suspend()));
            } catch (SchedulerClosedException closed) {
                refused.add(closed);
            }
        }
    }

    /** Does something of the test's, in its turn. */
    public static final class Does implements CoroBody {
        private final Callable<?> what;
        private final Queue<Object> afterwards;

        public Does(Callable<?> what, Queue<Object> afterwards) {
            this.what = what;
            this.afterwards = afterwards;
        }

        @Override
        public Object run(Self self) throws Exception {
            Object result = what.call();
            try {
                self.sleep(Duration.ofMillis(1));
                afterwards.add("went on");
            } catch (RuntimeException refused) {
                afterwards.add(refused);
            }
            return result;
        }
    }
}
