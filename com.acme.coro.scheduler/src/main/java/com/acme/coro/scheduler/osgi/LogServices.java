package com.acme.coro.scheduler.osgi;

import com.acme.coro.scheduler.core.Logs;
import com.acme.coro.scheduler.standalone.SystemLogs;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;

/** Loggers of the log service while there is one, of the JDK otherwise. */
@Component(service = LogServices.class)
public final class LogServices implements Logs {
    private final SystemLogs fallback = new SystemLogs();

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile LoggerFactory factory;

    @Override
    public Logger logger(String name) {
        LoggerFactory f = factory;
        return f == null ? fallback.logger(name) : f.getLogger(name);
    }
}
