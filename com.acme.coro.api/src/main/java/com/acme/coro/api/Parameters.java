package com.acme.coro.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * The arguments a {@link CoroFunction} takes: service property {@value CoroConstants#PARAMETERS}. They are checked in
 * the call that starts a coroutine, before anything is started. Without it any arguments are passed on.
 */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Parameters {
    /** Puts the property into our name space. */
    String PREFIX_ = "coro.";

    /**
     * One class or interface for each argument, in order.
     *
     * @return the types; empty for a function without arguments
     */
    Class<?>[] value();
}
