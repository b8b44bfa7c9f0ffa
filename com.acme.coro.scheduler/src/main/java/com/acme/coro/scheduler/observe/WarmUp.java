package com.acme.coro.scheduler.observe;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroClosedException;
import com.acme.coro.api.Exit;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Self;
import com.acme.coro.api.standalone.Carrier;
import com.acme.coro.api.standalone.RuntimeSettings;
import com.acme.coro.scheduler.core.CoreRuntime;
import com.acme.coro.scheduler.core.GroupScheduler;
import com.acme.coro.scheduler.core.Loggers;
import com.acme.coro.scheduler.engine.VirtualThreads;
import com.acme.coro.support.thread.DaemonThread;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * Takes every way through a wait before users do, in the background, once a process: code that the JVM compiled before
 * it had seen the way on has to be thrown away frame by frame when a crowd is resumed, which takes a hundred times as
 * long as resuming. Uses a runtime of its own, so that nobody sees it.
 */
public final class WarmUp {
    private static final AtomicBoolean BEGUN = new AtomicBoolean();
    private static final Duration END = Duration.ofSeconds(1);
    private static final int ROUNDS = 6_000;

    /** Set before its thread starts; cleared when that is done. */
    private static volatile boolean goesOn;

    private WarmUp() {}

    static boolean over() {
        return !goesOn;
    }

    /**
     * Begins, unless that was done before.
     *
     * @param settings which carrier to warm up
     * @param logs makes loggers
     * @param opened opens a runtime in real time
     * @return ends it, if need be before it is done; to be called before the bundle's classes are gone
     */
    public static Runnable begin(RuntimeSettings settings, Loggers logs, Function<Loggers, CoreRuntime> opened) {
        if (!BEGUN.compareAndSet(false, true)) return () -> {};
        var enough = new AtomicBoolean();
        Thread t = DaemonThread.of("coro-warm-up", () -> run(settings, logs, opened, enough));
        goesOn = true;
        t.start();
        return () -> end(t, enough);
    }

    private static void end(Thread t, AtomicBoolean enough) {
        enough.set(true);
        try {
            t.join(END.toMillis());
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private static void run(
            RuntimeSettings settings, Loggers logs, Function<Loggers, CoreRuntime> opened, AtomicBoolean enough) {
        try (var runtime = opened.apply(logs)) {
            runtime.events.leaveOutOfRecordings();
            // the carrier that schedulers take, said outright: which that is, they log themselves
            boolean own = settings.carrier() != Carrier.JVM && VirtualThreads.ownCarriers();
            RuntimeSettings same = settings.carrier(own ? Carrier.OWN : Carrier.JVM);
            var scheduler = new GroupScheduler(runtime.open("warm-up", same).group("warm-up"));
            scheduler
                    .spawn("warm-up", self -> exercise(self, scheduler, enough))
                    .join();
        } finally {
            goesOn = false;
        }
    }

    /** Rounds that differ in how the coroutine ends, and in what it has when it does. */
    private static Object exercise(Self self, Scheduler coros, AtomicBoolean enough) {
        // of several types, so that nothing is compiled for one alone
        List<Object> messages = List.of("text", 1, 2L, 'c', List.of());
        Coro echo = coros.spawn("echo", me -> {
            while (true) if (me.receive() instanceof Coro asker) asker.send(me);
        });
        for (int i = 0; i < ROUNDS && !enough.get(); i++) {
            Object message = messages.get(i % messages.size());
            Coro waiter = i % 2 == 0 ? coros.spawn("waiter", WarmUp::waits) : coros.spawn("waiter", WarmUp::waitsOnce);
            self.yield();
            waiter.send(message);
            if (i % 2 == 0) exercise(self, waiter, message, i);
            else self.yield();
            echo.send(message);
            echo.send(self.coro());
            self.tryReceive(Exit.class, Duration.ZERO);
            self.tryReceive(Duration.ofSeconds(1));
        }
        echo.terminate("done");
        return echo.join();
    }

    private static Object waitsOnce(Self me) {
        return me.receive();
    }

    private static Object waits(Self me) {
        try {
            Object first = me.receive();
            me.tryReceive(Duration.ofSeconds(1));
            me.tryReceive(Character.class, Duration.ofSeconds(1));
            me.suspend();
            me.sleep(Duration.ofSeconds(1));
            return first;
        } catch (CoroClosedException raised) {
            return raised;
        }
    }

    private static void exercise(Self self, Coro waiter, Object message, int round) {
        if (round % 8 == 4) self.monitor(waiter);
        self.yield();
        waiter.send(message);
        self.yield();
        waiter.send('c');
        self.yield();
        waiter.resume(message);
        self.yield();
        switch (round % 16) {
            case 0 -> waiter.terminate("done");
            case 8 -> waiter.raise(new CoroClosedException("done"));
            default -> waiter.resume(message);
        }
        if (round % 4 == 0) waiter.join();
        else self.yield();
    }
}
