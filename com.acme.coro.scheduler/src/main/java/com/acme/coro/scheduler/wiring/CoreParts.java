package com.acme.coro.scheduler.wiring;

import com.acme.coro.scheduler.core.CoreRuntime;
import com.acme.coro.scheduler.observe.Watchdog;
import com.acme.coro.scheduler.shutdown.ShutdownWaits;
import com.acme.coro.scheduler.swap.SwapService;

/** Makes what the core uses without knowing it. */
public final class CoreParts implements CoreRuntime.Parts {
    @Override
    public CoreRuntime.Watch watch(CoreRuntime runtime) {
        return new Watchdog(runtime);
    }

    @Override
    public CoreRuntime.Ender ender(CoreRuntime runtime) {
        return (coros, outcome, reason) -> ShutdownWaits.end(runtime, coros, outcome, reason);
    }

    @Override
    public CoreRuntime.Swapper swapper(CoreRuntime runtime) {
        return SwapService.ofSingleCoroutines();
    }
}
