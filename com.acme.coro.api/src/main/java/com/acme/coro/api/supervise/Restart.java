package com.acme.coro.api.supervise;

/** When a supervisor starts a child again. */
public enum Restart {
    /** However it ended. */
    PERMANENT,
    /** Unless it returned. */
    TRANSIENT,
    /** Never. */
    TEMPORARY
}
