package com.acme.coro.api.standalone;

import com.acme.coro.api.spi.TimeSource;
import org.osgi.annotation.versioning.ProviderType;

/** Found with a {@link java.util.ServiceLoader} where there is no framework. */
@ProviderType
public interface CoroRuntimeProvider {
    /**
     * Opens a runtime of its own.
     *
     * @param settings for all its schedulers
     * @param time its time
     * @return an open runtime, to be closed
     */
    CoroRuntime open(RuntimeSettings settings, TimeSource time);

    /**
     * Opens a runtime on real time.
     *
     * @param settings for all its schedulers
     * @return an open runtime, to be closed
     */
    CoroRuntime open(RuntimeSettings settings);
}
