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
     * Starts a supervisor and its children, in the order of the specification. Waits for that: suspends the calling
     * coroutine, or blocks any other thread. If a child cannot be started, those before it have been ended when this
     * throws, and the supervisor too.
     *
     * <p>A supervisor that a supervised child starts is part of that child's life: it is shut down when the child's
     * body is over, before the child starts again. Where its giving up is to be seen by the supervisor above, the child
     * waits for it:
     *
     * <pre>{@code
     * ChildSpec.of("pumps", self -> supervisors.start(pumps).coro().value())
     * }</pre>
     *
     * @param spec what to supervise, and how
     * @return the supervisor; its children are spawned when this returns
     * @throws com.acme.coro.api.NoSuchFunctionException if a child names a function that nobody offers; then nothing
     *     was started
     * @throws IllegalArgumentException if a child's function does not take its arguments; then nothing was started
     * @throws com.acme.coro.api.NameTakenException if a child is to be registered under a name that is taken
     * @throws com.acme.coro.api.CoroClosedException if the supervisor was terminated before it had started
     * @throws com.acme.coro.api.SchedulerClosedException if the scheduler or the bundle has ended
     */
    Supervisor start(SupervisorSpec spec);

    /**
     * Opens a scope for the calling coroutine. Its children run on that one's scheduler and end with its bundle.
     *
     * @param name for display, not empty
     * @return an open scope, to be closed by the same coroutine
     * @throws com.acme.coro.api.NotInCoroutineException if the caller is no coroutine
     */
    Scope scope(String name);
}
