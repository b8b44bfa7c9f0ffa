package com.acme.coro.scheduler.standalone;

import com.acme.coro.api.spi.TimeSource;
import com.acme.coro.api.standalone.CoroRuntime;
import com.acme.coro.api.standalone.CoroRuntimeProvider;
import com.acme.coro.api.standalone.RuntimeSettings;
import com.acme.coro.scheduler.engine.SystemTime;
import java.util.Objects;

/** Found by the service loader. */
public final class StandaloneProvider implements CoroRuntimeProvider {
    @Override
    public CoroRuntime open(RuntimeSettings settings, TimeSource time) {
        return new StandaloneRuntime(
                Objects.requireNonNull(settings, "settings"), Objects.requireNonNull(time, "time"), new SystemLogs());
    }

    @Override
    public CoroRuntime open(RuntimeSettings settings) {
        return open(settings, new SystemTime());
    }
}
