package com.acme.coro.scheduler.core;

import com.acme.coro.api.CoroState;
import com.acme.coro.api.NameTakenException;
import com.acme.coro.scheduler.wait.Callback;
import com.acme.coro.scheduler.wait.StageResult;
import com.acme.coro.scheduler.wait.StageWaiters;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Schedules of what coroutines are listed in: groups, names, references, and of what waits beside them. */
@EnabledIfSystemProperty(named = "coro.schedules.all", matches = "true", disabledReason = "takes minutes")
class DirectorySchedulesTest {
    @Test
    void shouldGiveANameToOneCoroutineAtATime() {
        Schedules.check(Named.class, Holder.class, 2, 2);
    }

    /** Two coroutines that want one name, told by 1 and 2. */
    @Param(name = "coro", gen = IntGen.class, conf = "1:2")
    public static class Named {
        private final NameDirectory names = new NameDirectory(Schedules.RUNTIME);
        private final LocalCoro[] coros = {null, Schedules.coro(1), Schedules.coro(2)};

        @Operation
        public boolean register(@Param(name = "coro") int coro) {
            try {
                names.register("name", coros[coro]);
                return true;
            } catch (NameTakenException taken) {
                return false;
            }
        }

        @Operation
        public int find() {
            return names.find("name").map(c -> ((LocalCoro) c).turns).orElse(0);
        }

        @Operation
        public int await() {
            return names.await("name", 0) instanceof LocalCoro c ? c.turns : 0;
        }
    }

    /** A place for one. */
    public static class Holder {
        private int holder;

        public boolean register(int coro) {
            if (holder != 0) return false;
            holder = coro;
            return true;
        }

        public int find() {
            return holder;
        }

        public int await() {
            return holder;
        }
    }

    @Test
    void shouldResolveACoroutineAtEveryMomentOnceItIsExposed() {
        Schedules.check(Referred.class, OnceForAll.class, 2, 3);
    }

    /** A coroutine that is exposed, and ends. */
    public static class Referred {
        private final ExportedCoros exposed = new ExportedCoros(Schedules.RUNTIME);
        private final LocalCoro coro = Schedules.coro(1);

        @Operation
        public void expose() {
            exposed.expose(coro);
        }

        @Operation
        public boolean resolve() {
            return exposed.resolve(coro.id()).isPresent();
        }

        @Operation(runOnce = true)
        public void end() {
            coro.lock();
            coro.step(CoroState.ENDED);
            coro.unlock();
            exposed.remove(coro);
        }
    }

    /** Found from then on. */
    public static class OnceForAll {
        private boolean exposed;

        public void expose() {
            exposed = true;
        }

        public boolean resolve() {
            return exposed;
        }

        public void end() {}
    }

    @Test
    void shouldKeepACoroutineInOneOfTwoGroupsUntilItEnds() {
        Schedules.check(Moved.class, 2, 3);
    }

    /** Coroutines that end while they move. */
    @Param(name = "coro", gen = IntGen.class, conf = "0:1")
    public static class Moved {
        private final BundleGroup one = new BundleGroup(Schedules.SCHEDULER, "one");
        private final BundleGroup other = new BundleGroup(Schedules.SCHEDULER, "other");
        private final LocalCoro[] coros = {made(1), made(2)};
        private final AtomicInteger ended = new AtomicInteger();

        public Moved() {
            for (LocalCoro c : coros) {
                c.thread = Thread.currentThread();
                one.start(c);
            }
            one.close();
        }

        private LocalCoro made(int number) {
            var c = new LocalCoro(Schedules.scheduler(), one, "c", number, 0, null, false, 0);
            c.turns = number;
            return c;
        }

        @Operation
        public void move(@Param(name = "coro") int coro) {
            one.moveTo(other, coros[coro]);
        }

        @Operation
        public void end(@Param(name = "coro") int coro) {
            BundleGroup.removeEnded(coros[coro]);
            ended.accumulateAndGet(1 << coro, (a, b) -> a | b);
        }

        @Operation
        public void look() {
            one.all();
            other.all();
        }

        @Validate
        public void shouldHoldThoseThatLive() {
            int live = 2 - Integer.bitCount(ended.get());
            int listed = one.all().size() + other.all().size();
            if (one.size() + other.size() != live || listed != live)
                throw new IllegalStateException(live + " live, " + listed + " are listed");
        }
    }

    @Test
    void shouldCompleteEachWaitForAStageThatCompletes() {
        Schedules.check(Staged.class, 2, 3);
    }

    /** Waits for a stage, some of which give up. */
    public static class Staged {
        private final StageWaiters.Directory stages = new StageWaiters.Directory();
        private final CompletableFuture<String> stage = new CompletableFuture<>();
        private final AtomicInteger waits = new AtomicInteger();
        private final AtomicInteger brought = new AtomicInteger();

        @Operation
        public void attach() {
            waits.incrementAndGet();
            stages.of(stage).attach(new Callback<>("a stage", done -> brought.incrementAndGet()));
        }

        @Operation
        public void giveUp() {
            var wait = new Callback<StageResult>("a stage", done -> brought.incrementAndGet());
            StageWaiters waiters = stages.of(stage);
            waiters.attach(wait);
            waits.incrementAndGet();
            if (wait.claim()) waits.decrementAndGet();
            waiters.detach(wait);
        }

        @Operation
        public void complete() {
            stage.complete("done");
        }

        @Validate
        public void shouldHaveCompletedAll() {
            if (stage.isDone() && brought.get() != waits.get())
                throw new IllegalStateException(brought + " waits of " + waits + " were completed");
        }
    }
}
