package com.acme.coro.scheduler.osgi;

import com.acme.coro.scheduler.core.FunctionOffer;
import com.acme.coro.scheduler.core.Loggers;
import com.acme.coro.scheduler.standalone.SystemLogs;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;

/** Loggers of the log service while there is one, of the JDK otherwise. */
@Component(service = LogServices.class)
public final class LogServices implements Loggers {
    private final SystemLogs fallback = new SystemLogs();

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile LoggerFactory factory;

    private final BundleContext context;

    /** Finds bundles by their ids. */
    @Activate
    public LogServices(BundleContext context) {
        this.context = context;
    }

    @Override
    public Logger logger(String name) {
        LoggerFactory f = factory;
        return f == null ? fallback.logger(name) : f.getLogger(name);
    }

    @Override
    public Logger logger(String name, FunctionOffer function, Class<?> code) {
        LoggerFactory f = factory;
        if (f == null) return fallback.logger(name);
        Bundle bundle = bundle(function, code);
        if (bundle == null) return f.getLogger(name);
        try {
            return f.getLogger(bundle, name, Logger.class);
        } catch (IllegalArgumentException unresolved) { // uninstalled or updated; its last lines are ours
            return f.getLogger(name);
        }
    }

    private Bundle bundle(FunctionOffer function, Class<?> code) {
        if (function != null) return context.getBundle(function.bundleId());
        return code == null ? null : FrameworkUtil.getBundle(code);
    }
}
