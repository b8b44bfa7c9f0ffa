package com.acme.coro.api;

/** Names of service properties and capabilities. */
public final class CoroConstants {
    /** Name of a function. On {@link CoroFunction} services. Type: String. Mandatory. */
    public static final String FUNCTION = "coro.function.name";

    /** Class names of a function's arguments. On {@link CoroFunction} services. Type: String[]. Optional. */
    public static final String PARAMETERS = "coro.parameters";

    /** Name of the coroutine to start with a function's service. Type: String. Optional; see {@link Start}. */
    public static final String START_NAME = "coro.start.name";

    /** Whether that coroutine is published. Type: Boolean. Default false. */
    public static final String START_PUBLISH = "coro.start.publish";

    /** Whether that coroutine is a daemon. Type: Boolean. Default false. */
    public static final String START_DAEMON = "coro.start.daemon";

    /** Which scheduler runs that coroutine. Type: String. Default: the one that the container has for the bundle. */
    public static final String START_SCHEDULER = "coro.start.scheduler";

    /** When that coroutine begins anew. Type: String, a {@link Restart}. Default TRANSIENT. */
    public static final String START_RESTART = "coro.start.restart";

    /** Milliseconds before its second restart in a row, doubled each time, 0..86400000. Type: Long. Default 100. */
    public static final String START_BACKOFF = "coro.start.backoff";

    /** Limit of that, in milliseconds, at least as much, up to 86400000. Type: Long. Default 60000. */
    public static final String START_MAX_BACKOFF = "coro.start.max.backoff";

    /** Name of a registered coroutine, or of a channel. On published {@link Coro} and {@code Channel} services. Type: String. */
    public static final String NAME = "coro.name";

    /** Where a published coroutine runs or a published channel is. On the same services. Type: String, {@link Location}'s form. */
    public static final String LOCATION = "coro.location";

    /** Name of a scheduler. On {@link Scheduler} services and those that belong to one. Type: String. */
    public static final String SCHEDULER = "coro.scheduler";

    /** The scheduler that is there without any configuration. */
    public static final String DEFAULT_SCHEDULER = "default";

    /** Name of the implementation capability that a bundle with schedulers provides, see {@link RequireScheduler}. */
    public static final String SCHEDULER_IMPLEMENTATION = "com.acme.coro.scheduler";

    /** Version of that capability. */
    public static final String SCHEDULER_VERSION = "1.0.0";

    /** Namespace of the capabilities that list what a bundle declares, see {@link Transferable}. */
    public static final String TRANSFERABLE = "com.acme.coro.transferable";

    private CoroConstants() {}
}
