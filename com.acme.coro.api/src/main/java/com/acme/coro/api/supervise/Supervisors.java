package com.acme.coro.api.supervise;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A service that starts supervisors and opens scopes on one scheduler (property {@value
 * com.acme.coro.api.CoroConstants#SCHEDULER}). Every bundle gets an instance of its own: what it starts ends with the
 * bundle.
 */
@ProviderType
public interface Supervisors {
    /**
     * Starts a supervisor and its children, in the order of the specification.
     *
     * @param spec what to supervise, and how
     * @return the supervisor; its children are spawned when this returns
     * @throws com.acme.coro.api.NoSuchFunctionException if a child names a function that nobody offers; then nothing
     *     was started
     */
    Supervisor start(SupervisorSpec spec);

    /**
     * Opens a scope for the calling coroutine.
     *
     * @param name for people, not empty
     * @return an open scope, to be closed by the same coroutine
     * @throws com.acme.coro.api.NotInCoroutineException if the caller is no coroutine
     */
    Scope scope(String name);
}
