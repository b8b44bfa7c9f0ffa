package com.acme.coro.api;

/**
 * When a coroutine is started again, by a {@linkplain com.acme.coro.api.supervise.ChildSpec#restart supervisor} or with its
 * {@linkplain Start#restart function}. Of a supervisor: a lambda whose bundle has stopped is not started again in any case; a function
 * whose bundle has stopped is, as soon as some bundle offers it, within the limits of the supervisor.
 */
public enum Restart {
    /** However it ended. */
    PERMANENT,
    /** Unless it returned: also when somebody else than the supervisor terminated it. */
    TRANSIENT,
    /** Never. */
    TEMPORARY
}
