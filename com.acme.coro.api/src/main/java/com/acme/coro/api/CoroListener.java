package com.acme.coro.api;

import org.osgi.annotation.versioning.ConsumerType;

/** Is told of events, as a service of this type. */
@ConsumerType
@FunctionalInterface
public interface CoroListener {
    /**
     * Called on a service thread, one event after the other; may block, which delays other listeners. What it throws
     * is logged against its bundle. Events may be dropped, with a logged count, when they come faster than listeners
     * take them.
     *
     * @param event what happened
     */
    void onEvent(CoroEvent event);
}
