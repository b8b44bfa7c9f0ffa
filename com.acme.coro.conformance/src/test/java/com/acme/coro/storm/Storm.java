package com.acme.coro.storm;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroException;
import com.acme.coro.api.CoroTimeoutException;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Self;
import com.acme.coro.api.Spawn;
import com.acme.coro.api.Wait;
import com.acme.coro.api.standalone.CoroRuntime;
import com.acme.coro.api.supervise.ChildSpec;
import com.acme.coro.api.supervise.Strategy;
import com.acme.coro.api.supervise.Supervisor;
import com.acme.coro.api.supervise.SupervisorSpec;
import com.acme.coro.api.sync.CoroCondition;
import com.acme.coro.api.sync.CoroLock;
import com.acme.coro.api.sync.CoroSemaphore;
import com.acme.coro.api.sync.Event;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * All kinds of waits against raise, terminate, interrupt, detach, swap, update, restart and stop, while dumps and stacks
 * are taken and other libraries use virtual threads. What is done follows from a seed; when it is done does not.
 */
final class Storm {
    private static final int WORKERS = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Duration STRAGGLING = Duration.ofSeconds(5);
    private static final long GLANCE_NANOS = 1_000_000;
    private static final long BETWEEN_LOOKS_NANOS = 3_000_000;
    private static final long BETWEEN_STOPS_NANOS = 20_000_000;

    private static final class Poke extends RuntimeException {
        private static final long serialVersionUID = 1;

        Poke() {
            super("poke", null, false, false);
        }
    }

    private final CoroRuntime runtime;
    private final long seed;
    private final long end;
    private final Ledger ledger;
    private final AtomicLong operations = new AtomicLong();
    private volatile boolean over;

    private final Scheduler main;
    private final Scheduler side;
    private final Coro monitor;

    private final CoroLock[] locks;
    /** Which coroutine holds each lock; one that was detached may be slow to say that it does not any more. */
    private final List<AtomicReference<Coro>> inside = List.of(new AtomicReference<>(), new AtomicReference<>());

    private final CoroSemaphore semaphore;
    /** How many hold a permit, those included that were detached and have not given it back. */
    private final AtomicInteger permitted = new AtomicInteger();

    private final CoroCondition condition;
    private final Event flag;
    private final AtomicReferenceArray<Coro> workers = new AtomicReferenceArray<>(WORKERS);
    private final AtomicReferenceArray<Thread> threads = new AtomicReferenceArray<>(WORKERS);
    private final List<Scheduler.Registration> offers = new ArrayList<>();
    private final Updates updates;

    private final HttpCalls http = new HttpCalls();

    Storm(CoroRuntime runtime, Ledger ledger, long seed, Duration time) throws IOException {
        this.runtime = runtime;
        this.ledger = ledger;
        this.seed = seed;
        this.end = System.nanoTime() + time.toNanos();
        main = runtime.scheduler("default");
        side = runtime.scheduler("side");
        runtime.listen(ledger);
        monitor = runtime.scheduler("monitor").spawn("monitor", ledger::monitor);
        locks = new CoroLock[] {runtime.locks().lock(), runtime.locks().lock()};
        semaphore = runtime.locks().semaphore(2);
        condition = runtime.locks().condition();
        flag = runtime.locks().event();
        updates = new Updates(runtime.swapControl());
    }

    /** Runs it to its end, and returns what must not be; empty if all is well. */
    List<String> run() throws Exception {
        offer("a");
        offer("b");
        for (int i = 0; i < WORKERS; i++) start(i, new SplittableRandom(seed + i));
        var attackers = new ArrayList<Thread>();
        var split = new SplittableRandom(seed);
        attackers.add(attacker("pokes", split.split(), this::poke));
        attackers.add(attacker("ends", split.split(), this::endOne));
        attackers.add(attacker("swaps", split.split(), this::swap));
        attackers.add(attacker("looks", split.split(), this::look));
        attackers.add(attacker("stops", split.split(), this::stopSide));
        attackers.add(attacker("restarts", split.split(), this::supervise));
        for (Thread t : attackers) {
            t.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())).plus(PATIENCE));
            if (t.isAlive()) {
                fault("attacker " + t.getName() + " did not return: " + List.of(t.getStackTrace()));
            }
        }
        over = true;
        settle();
        http.close();
        return List.copyOf(ledger.faults);
    }

    private void fault(String text) {
        ledger.faults.add(text);
    }

    private Thread attacker(String name, SplittableRandom random, Attack attack) {
        Thread t = new Thread(
                () -> {
                    while (System.nanoTime() - end < 0) {
                        try {
                            attack.on(random);
                        } catch (Throwable e) {
                            var text = new java.io.StringWriter();
                            e.printStackTrace(new java.io.PrintWriter(text));
                            fault(name + ": " + text);
                            return;
                        }
                        LockSupport.parkNanos(random.nextInt(500_000));
                    }
                },
                "storm-" + name);
        t.setDaemon(true);
        t.start();
        return t;
    }

    @FunctionalInterface
    private interface Attack {
        void on(SplittableRandom random) throws Exception;
    }

    // ---- what the workers do

    private void offer(String name) {
        offers.add(runtime.offer(
                name,
                (self, args) -> {
                    int slot = (Integer) args[0];
                    self.swappable(() -> slot);
                    return work(self, slot);
                },
                Integer.class));
    }

    private void start(int slot, SplittableRandom random) {
        Coro c = switch (random.nextInt(4)) {
            case 0 -> start(random.nextBoolean() ? "a" : "b", slot);
            case 1 -> main.spawn(Spawn.named("bound").bound(3), self -> work(self, slot));
            case 2 -> side.spawn("side", self -> work(self, slot));
            default -> main.spawn("lambda", self -> work(self, slot));
        };
        ledger.started(c);
        monitor.send(c);
        workers.set(slot, c);
    }

    private Coro start(String function, int slot) {
        try {
            return main.start(function, slot);
        } catch (CoroException withdrawn) {
            return main.spawn("lambda", self -> work(self, slot));
        }
    }

    private Object work(Self self, int slot) throws Exception {
        threads.set(slot, Thread.currentThread());
        var random = new SplittableRandom(seed ^ operations.get() ^ slot);
        while (!over) {
            operations.incrementAndGet();
            Duration time = Duration.ofNanos(1 + random.nextInt(2_000_000));
            try {
                wait(self, random, time);
            } catch (Poke poke) {
                operations.incrementAndGet();
            }
        }
        return slot;
    }

    private void wait(Self self, SplittableRandom random, Duration time) throws Exception {
        int k = random.nextInt(2);
        Coro other = workers.get(random.nextInt(WORKERS));
        switch (random.nextInt(20)) {
            case 0 -> {
                if (locks[k].tryAcquire(time)) exclusively(self, k, self::yield);
            }
            case 1 -> {
                locks[k].acquire();
                exclusively(self, k, () -> self.sleep(Duration.ofNanos(10_000)));
            }
            case 2 -> {
                if (!semaphore.tryAcquire(time)) return;
                try {
                    if (permitted.incrementAndGet() > 2) fault("three permits of two");
                    self.yield();
                } finally {
                    permitted.decrementAndGet();
                    semaphore.release();
                }
            }
            case 3 -> self.tryReceive(time).ifPresent(ledger::received);
            case 4 -> self.tryReceive(Ledger.Numbered.class, time).ifPresent(ledger::received);
            case 5 ->
                self.tryReceive(m -> m instanceof Ledger.Numbered n && (n.number() & 1) == 0, time)
                        .ifPresent(ledger::received);
            case 6 -> self.sleep(time);
            case 7 -> {
                if (other != null && !other.equals(self.coro())) other.tryJoin(time);
            }
            case 8 -> {
                if (other == null) return;
                Object message = self.first(
                        Wait.message().then(m -> m),
                        Wait.end(other).then(o -> null),
                        Wait.after(time).then(t -> null));
                if (message != null) ledger.received(message);
            }
            case 9 -> {
                condition.acquire();
                try {
                    condition.tryAwait(time);
                } finally {
                    condition.release();
                }
            }
            case 10 -> {
                flag.tryAwait(time);
                flag.clear();
            }
            case 11 -> {
                if (other != null) ledger.send(other);
                condition.acquire();
                try {
                    condition.signal();
                } finally {
                    condition.release();
                }
                flag.set();
            }
            case 12 -> {
                if (other != null && !other.equals(self.coro())) other.deliver("a word", time);
            }
            case 13 -> {
                var stage = new CompletableFuture<String>();
                if (random.nextBoolean()) stage.completeOnTimeout("done", time.toNanos(), TimeUnit.NANOSECONDS);
                try {
                    self.await(stage, Duration.ofMillis(1));
                } catch (CoroTimeoutException late) {
                    self.yield();
                }
            }
            case 14 -> otherVirtualThreads(random);
            case 15 -> RealTime.keepTurn(random);
            case 16 -> {
                Coro child = main.spawn("child", s -> s.tryReceive(time));
                ledger.started(child);
                monitor.send(child);
                if (random.nextBoolean()) self.link(child);
                self.yield();
            }
            case 17 -> self.poll().ifPresent(ledger::received);
            case 18 -> self.shielded(() -> self.sleep(Duration.ofNanos(10_000)));
            default -> self.yield();
        }
    }

    private void exclusively(Self self, int k, Runnable action) {
        try {
            Coro before = inside.get(k).getAndSet(self.coro());
            if (before != null && before.alive()) fault("two in one lock: " + before + " and " + self.coro());
            action.run();
        } finally {
            inside.get(k).compareAndSet(self.coro(), null);
            locks[k].release();
        }
    }

    private void otherVirtualThreads(SplittableRandom random) throws InterruptedException {
        switch (random.nextInt(12)) {
            case 0 -> {
                try {
                    http.call();
                } catch (IOException refused) {
                    operations.incrementAndGet(); // interrupted, say
                }
            }
            case 1 -> {
                try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
                    executor.submit(() -> operations.incrementAndGet());
                }
            }
            default -> Thread.startVirtualThread(() -> LockSupport.parkNanos(GLANCE_NANOS));
        }
    }

    // ---- what is done to them

    private void poke(SplittableRandom random) {
        int slot = random.nextInt(WORKERS);
        Coro c = workers.get(slot);
        if (c == null) return;
        switch (random.nextInt(6)) {
            case 0 -> c.raise(new Poke());
            case 1 -> c.resume("resumed");
            case 2 -> ledger.send(c);
            default -> {}
        }
    }

    private void endOne(SplittableRandom random) {
        int slot = random.nextInt(WORKERS);
        Coro c = workers.get(slot);
        if (c == null) return;
        switch (random.nextInt(12)) {
            case 0 -> c.terminate("enough");
            case 1 -> {
                Thread t = threads.get(slot);
                if (t != null) t.interrupt();
            }
            default -> {}
        }
        if (!c.alive() && c.tryJoin(PATIENCE).isEmpty()) fault("ended, and join does not return: " + c);
        if (!c.alive()) start(slot, random);
    }

    private void swap(SplittableRandom random) {
        Coro c = workers.get(random.nextInt(WORKERS));
        if (c == null) return;
        if (random.nextInt(30) != 0) {
            if (random.nextBoolean()) c.swap(random.nextBoolean() ? "a" : "b", 0);
            return;
        }
        int i = random.nextInt(2);
        updates.quiesce = Duration.ofMillis(random.nextInt(6));
        offers.get(i).close();
        String name = i == 0 ? "a" : "b";
        Scheduler.Registration added = offers.set(i, null);
        if (added == null) throw new IllegalStateException("no offer: " + name);
        offers.remove(i);
        offers.add(i, reoffered(name));
        if (random.nextInt(4) == 0) updates.endAll();
    }

    private Scheduler.Registration reoffered(String name) {
        offer(name);
        return offers.remove(offers.size() - 1);
    }

    private void look(SplittableRandom random) {
        switch (random.nextInt(4)) {
            case 0 -> runtime.coroutines().dump(true);
            case 1 -> runtime.coroutines().all();
            case 2 -> {
                Coro c = workers.get(random.nextInt(WORKERS));
                if (c != null) runtime.coroutines().stack(c);
            }
            default -> {
                Thread t = threads.get(random.nextInt(WORKERS));
                if (t != null) t.getStackTrace();
            }
        }
        LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
    }

    private void stopSide(SplittableRandom random) {
        LockSupport.parkNanos(BETWEEN_STOPS_NANOS + random.nextLong(5 * BETWEEN_STOPS_NANOS));
        side.terminate();
    }

    private void supervise(SplittableRandom random) {
        var strategies = Strategy.values();
        var spec = SupervisorSpec.named("supervisor", strategies[random.nextInt(strategies.length)])
                .intensity(100_000, Duration.ofSeconds(1));
        int kids = 1 + random.nextInt(4);
        for (int i = 0; i < kids; i++) {
            spec = spec.child(ChildSpec.of("kid" + i, Storm::kid).shutdown(Duration.ofMillis(random.nextInt(3) * 10)));
        }
        Supervisor supervisor;
        try {
            supervisor = runtime.supervisors("default").start(spec);
        } catch (CoroException ended) {
            return; // at once, because its turn was in the way of an update
        }
        for (int i = random.nextInt(50); i > 0; i--) {
            String word = random.nextBoolean() ? "fail" : "end";
            supervisor.child("kid" + random.nextInt(kids)).ifPresent(c -> c.send(word));
        }
        if (random.nextBoolean()) supervisor.coro().send("means nothing to a supervisor");
        if (random.nextBoolean() && supervisor.coro().alive()) supervisor.tryShutdown(PATIENCE);
        else supervisor.coro().terminate("enough");
        if (supervisor.coro().tryJoin(PATIENCE).isEmpty()) fault("a supervisor does not end");
    }

    private static Object kid(Self self) {
        while (true) {
            Object message = self.receive();
            if (message.equals("fail")) throw new IllegalStateException("failed");
            if (message.equals("end")) return null;
        }
    }

    // ---- after it

    private void settle() throws Exception {
        updates.endAll();
        for (int i = 0; i < WORKERS; i++) {
            Coro c = workers.get(i);
            if (c != null) c.terminate("the storm is over");
        }
        main.terminate();
        side.terminate();
        long until = System.nanoTime() + PATIENCE.toNanos();
        for (Coro c : ledger.started.values()) {
            Duration left = Duration.ofNanos(Math.max(0, until - System.nanoTime()));
            if (c.tryJoin(left).isEmpty()) {
                fault("it does not end: " + runtime.coroutines().status(c) + " "
                        + runtime.coroutines().stack(c));
            }
        }
        for (Scheduler s : List.of(main, side)) {
            for (int k = 0; k < 2; k++) {
                CoroLock lock = locks[k];
                Coro probe = s.spawn("probe", self -> {
                    self.sleep(Duration.ofMillis(1));
                    return lock.tryAcquire(Duration.ofSeconds(10));
                });
                Outcome how = probe.tryJoin(PATIENCE).orElse(null);
                if (!new Outcome.Returned(true).equals(how))
                    fault("scheduler " + s.name() + " or a lock is held: " + how);
            }
        }
        Coro gets = main.spawn("permits", self -> {
            semaphore.acquire();
            semaphore.acquire();
            return "both";
        });
        if (gets.tryJoin(PATIENCE).isEmpty()) fault("a permit was lost: " + semaphore.available() + " of 2");
        awaitUntil("the monitor is told of each end", () -> ledger.told() == ledger.started.size());
        for (Coro c : ledger.started.values()) {
            Outcome joined = c.tryJoin(Duration.ZERO).orElse(null);
            Outcome told = ledger.toldOf(c.id());
            if (joined != null && told != null && !joined.equals(told)) {
                fault("two outcomes: " + c + " " + joined + " and " + told);
            }
        }
        monitor.terminate();
        if (monitor.tryJoin(PATIENCE).isEmpty()) fault("the monitor does not end");
        // in vain where a straggler is parked for good: the ledger says what is missing
        RealTime.within(STRAGGLING, () -> ledger.settled() && !stragglersRun());
        ledger.check();
        awaitUntil("no coroutine is left", () -> runtime.coroutines().all().isEmpty());
    }

    /** A straggler may still be about to record what it received. */
    private boolean stragglersRun() {
        for (int i = 0; i < WORKERS; i++) {
            Thread t = threads.get(i);
            if (t != null && t.isAlive()) return true;
        }
        return false;
    }

    private void awaitUntil(String what, BooleanSupplier condition) {
        if (RealTime.within(PATIENCE, condition)) return;
        fault(what + ": not within " + PATIENCE + ", " + ledger + ", told of " + ledger.told() + ": "
                + runtime.coroutines().all().stream().limit(5).toList());
    }

    @Override
    public String toString() {
        return "seed " + seed + ": " + operations + " operations, " + ledger;
    }
}
