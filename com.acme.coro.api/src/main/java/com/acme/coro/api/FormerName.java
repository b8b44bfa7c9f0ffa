package com.acme.coro.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a component of a {@link Transferable} record, or a constant of such an enum, was called before: values that were
 * written then are read into it, and what is written now is read by a version that only knows the former name.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface FormerName {
    /**
     * The earlier names.
     *
     * @return at least one
     */
    String[] value();
}
