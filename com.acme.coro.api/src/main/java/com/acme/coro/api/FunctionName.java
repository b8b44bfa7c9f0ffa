package com.acme.coro.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/** The name under which a {@link CoroFunction} component is offered: service property {@value CoroConstants#FUNCTION}. */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface FunctionName {
    /** Puts the property into our name space. */
    String PREFIX_ = "coro.";

    /**
     * The name, not empty.
     *
     * @return the name
     */
    String value();
}
