package com.acme.coro.api.io;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A service that starts programs. They belong to the coroutine that started them and end with it; what a plain thread
 * started belongs to the bundle, and ends when that stops. Every bundle gets an instance of its own.
 */
@ProviderType
public interface AsyncPipes {
    /**
     * Starts programs. Suspends a coroutine, blocks a plain thread.
     *
     * @param spec which and how
     * @return their pipe
     * @throws IoFailedException if one cannot be started; then none runs
     * @throws IllegalStateException if too many run ({@code pipe.programs})
     */
    AsyncPipe start(PipeSpec spec);

    /**
     * Starts a program, with what holds without any options.
     *
     * @param command the program and its arguments; no shell looks at them
     * @return its pipe
     */
    default AsyncPipe start(String... command) {
        return start(PipeSpec.of(command));
    }
}
