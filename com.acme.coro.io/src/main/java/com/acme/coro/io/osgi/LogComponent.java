package com.acme.coro.io.osgi;

import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.log.LoggerFactory;

/** Tells the log service while there is one, and the JDK's log otherwise: no connection ends because a log does. */
@Component(service = LogComponent.class)
public final class LogComponent {
    private static final String NAME = "com.acme.coro.io";

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile LoggerFactory factory;

    void error(String what) {
        LoggerFactory f = factory;
        if (f == null) System.getLogger(NAME).log(System.Logger.Level.ERROR, what);
        else f.getLogger(NAME).error("{}", what);
    }

    void info(String what) {
        LoggerFactory f = factory;
        if (f == null) System.getLogger(NAME).log(System.Logger.Level.INFO, what);
        else f.getLogger(NAME).info("{}", what);
    }

    void warn(String what) {
        LoggerFactory f = factory;
        if (f == null) System.getLogger(NAME).log(System.Logger.Level.WARNING, what);
        else f.getLogger(NAME).warn("{}", what);
    }

    void warn(String what, Throwable why) {
        LoggerFactory f = factory;
        if (f == null) System.getLogger(NAME).log(System.Logger.Level.WARNING, what, why);
        else f.getLogger(NAME).warn("{}", what, why);
    }
}
