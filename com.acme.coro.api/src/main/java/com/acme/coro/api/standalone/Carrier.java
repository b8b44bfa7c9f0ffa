package com.acme.coro.api.standalone;

/** Which threads carry the coroutines of a scheduler. */
public enum Carrier {
    /** {@link #OWN} where the JVM allows it, otherwise {@link #JVM}. */
    AUTO,
    /** The scheduler's own thread. Needs {@code --add-opens java.base/java.lang=ALL-UNNAMED}. */
    OWN,
    /** The threads that the JVM keeps for virtual threads. */
    JVM
}
