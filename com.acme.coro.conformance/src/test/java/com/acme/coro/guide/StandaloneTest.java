package com.acme.coro.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.standalone.CoroRuntime;
import com.acme.coro.api.standalone.CoroRuntimeProvider;
import com.acme.coro.api.standalone.RuntimeSettings;
import java.util.ServiceLoader;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The page of api.standalone: a runtime without a framework")
class StandaloneTest {
    @Test
    void shouldRunCoroutinesWithoutAFramework() {
        assertEquals("hello", greet());
    }

    private static Object greet() {
        // snippet: standalone
        CoroRuntimeProvider provider =
                ServiceLoader.load(CoroRuntimeProvider.class).findFirst().orElseThrow();
        try (CoroRuntime runtime = provider.open(RuntimeSettings.DEFAULT)) {
            Scheduler coros = runtime.scheduler("default");
            Coro greeter = coros.spawn("greeter", self -> self.receive());
            greeter.send("hello");
            return greeter.value(); // blocks the calling thread
        } // every coroutine has ended when it is closed
        // end
    }
}
