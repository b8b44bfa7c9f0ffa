package com.acme.coro.api.standalone;

import org.osgi.annotation.versioning.ProviderType;

/** Opens input and output without a framework. Found by a {@link java.util.ServiceLoader}, with the bundle com.acme.coro.io. */
@ProviderType
public interface IoProvider {
    /**
     * Opens input and output for the coroutines of a runtime, with the settings that hold without a configuration. Starts no
     * thread before it is used. Programs end with the JVM, also at SIGTERM, unless their
     * specification says that they outlive their owner.
     *
     * @param runtime a runtime of real time
     * @return to be closed before the runtime
     */
    CoroIo open(CoroRuntime runtime);
}
