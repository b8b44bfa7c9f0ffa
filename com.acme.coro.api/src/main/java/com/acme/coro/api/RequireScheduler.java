package com.acme.coro.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Requirement;

/** Makes a bundle require, so that a resolver brings it, a bundle that implements schedulers. */
@Requirement(
        namespace = "osgi.implementation",
        name = CoroConstants.SCHEDULER_IMPLEMENTATION,
        version = CoroConstants.SCHEDULER_VERSION)
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.PACKAGE})
public @interface RequireScheduler {}
