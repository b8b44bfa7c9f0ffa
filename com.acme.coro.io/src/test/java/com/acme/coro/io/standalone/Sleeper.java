package com.acme.coro.io.standalone;

import com.acme.coro.api.CoroConstants;
import com.acme.coro.api.standalone.CoroRuntime;
import com.acme.coro.api.standalone.CoroRuntimeProvider;
import com.acme.coro.api.standalone.IoProvider;
import com.acme.coro.api.standalone.RuntimeSettings;
import java.util.ServiceLoader;

/** A process that starts a program, prints its number, and waits to be told to end; see {@link StandaloneIoTest}. */
final class Sleeper {
    private Sleeper() {}

    public static void main(String[] args) {
        CoroRuntime runtime = ServiceLoader.load(CoroRuntimeProvider.class)
                .findFirst()
                .orElseThrow()
                .open(RuntimeSettings.DEFAULT);
        var io = ServiceLoader.load(IoProvider.class).findFirst().orElseThrow().open(runtime);
        runtime.scheduler(CoroConstants.DEFAULT_SCHEDULER)
                .spawn("sleeper", self -> {
                    var pipe = io.pipes().start("sleep", "600");
                    System.out.println(pipe.pids().get(0));
                    return self.receive();
                })
                .join();
    }
}
