package com.acme.coro.api.standalone;

import org.osgi.annotation.versioning.ProviderType;

/** Opens input and output without a framework. Found by a {@link java.util.ServiceLoader}, with the bundle com.acme.coro.io. */
@ProviderType
public interface IoProvider {
    /**
     * Opens input and output for the coroutines of a runtime, with the settings that hold without a configuration. Starts no
     * thread before it is used. Programs that are not to outlive their owner end with the JVM, also when that is told to
     * end by a signal.
     *
     * @param runtime a runtime of real time
     * @return to be closed before the runtime
     */
    CoroIo open(CoroRuntime runtime);
}
