package com.acme.coro.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Asks that one coroutine of a {@link CoroFunction} be started, without arguments, as soon as the function's service
 * and the scheduler are there. It ends with the service.
 *
 * <p>If its body fails, it is run again, see {@link #restart()}: in the same coroutine, so that its id, name, mailbox and
 * monitors stay, and with a new function object if the function's service has prototype scope. The message at which it
 * failed is not received again. The first restart follows at once, further ones after a rest. Each is an event, {@link
 * CoroEvent.Restarted}, and a line in the log. One that was terminated has ended. A new version of the function that comes
 * during a rest begins at once. For a limit of restarts, or for several coroutines that depend on one another, have a {@link
 * com.acme.coro.api.supervise.Supervisor}.
 *
 * <p>All of this can be changed by the configuration of the component, with the properties of the same names, for example
 * {@code coro.start.restart = TEMPORARY}.
 */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Start {
    /** Puts the properties into our name space. */
    String PREFIX_ = "coro.start.";

    /**
     * The coroutine's name, under which it is also registered.
     *
     * @return the name, not empty
     */
    String name();

    /**
     * Whether it is published as an OSGi service too, with the property {@value CoroConstants#NAME}.
     *
     * @return true to publish it
     */
    boolean publish() default false;

    /**
     * Whether it is a daemon, see {@link Self#daemon(boolean)}.
     *
     * @return true for a daemon
     */
    boolean daemon() default false;

    /**
     * Which scheduler runs it.
     *
     * @return the scheduler's name; empty for the one that the container has for the bundle, see the configuration {@code
     *     bundles} of a scheduler: without any that is {@value CoroConstants#DEFAULT_SCHEDULER}
     */
    String scheduler() default "";

    /**
     * When it begins anew.
     *
     * @return {@link Restart#TRANSIENT}: when its body has failed; {@link Restart#PERMANENT}: also when it has returned; {@link
     *     Restart#TEMPORARY}: never
     */
    Restart restart() default Restart.TRANSIENT;

    /**
     * How long it rests before the second restart in a row.
     *
     * @return milliseconds, 0..86400000; doubled for each further one
     */
    long backoff() default 100;

    /**
     * The longest rest before a restart. A run that lasts as long ends the row.
     *
     * @return milliseconds, at least {@link #backoff()}, up to 86400000
     */
    long max_backoff() default 60_000;
}
