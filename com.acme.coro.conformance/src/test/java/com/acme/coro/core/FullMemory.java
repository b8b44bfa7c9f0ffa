package com.acme.coro.core;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Self;
import com.acme.coro.api.standalone.Carrier;
import com.acme.coro.api.standalone.CoroRuntime;
import com.acme.coro.api.standalone.CoroRuntimeProvider;
import com.acme.coro.api.standalone.RuntimeSettings;
import java.util.ServiceLoader;
import java.util.logging.LogManager;

/** A process with little memory, whose threads send to a coroutine that never receives until there is none left. */
final class FullMemory {
    private static final Object MESSAGE = "message";
    /** Let go of when the memory is used up, so that there is some to end with. */
    @SuppressWarnings("UnusedVariable") // takes up memory, for as long as it is referred to
    private static volatile byte[] ballast = new byte[4 << 20];

    private FullMemory() {}

    public static void main(String[] args) throws Exception {
        LogManager.getLogManager().reset(); // of each message that was not read
        CoroRuntime runtime = ServiceLoader.load(CoroRuntimeProvider.class)
                .findFirst()
                .orElseThrow()
                .open(RuntimeSettings.DEFAULT.carrier(Carrier.valueOf(args[0])));
        Scheduler coros = runtime.scheduler("default");
        coros.spawn("warms up", self -> self.coro().name()).join();
        Coro full = coros.spawn("full", Self::suspend);
        Thread flood = Thread.ofPlatform().start(() -> flood(full));
        flood.join();
        System.out.println("alive: " + full.alive());
        full.resume("go on");
        System.out.println("value: " + full.value());
        runtime.close();
        System.out.println("closed");
    }

    private static void flood(Coro full) {
        try {
            while (true) full.send(MESSAGE);
        } catch (OutOfMemoryError e) {
            ballast = null;
            System.out.println("the sender failed");
        }
    }
}
