package com.acme.coro.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Asks that one coroutine of a {@link CoroFunction} be started, without arguments, as soon as the function's service
 * and the scheduler are there. It ends with the service.
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
     * @return the scheduler's name
     */
    String scheduler() default CoroConstants.DEFAULT_SCHEDULER;
}
