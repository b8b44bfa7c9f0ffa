package com.acme.coro.hotswap;

import com.acme.coro.api.hotswap.SwapListener;
import com.acme.coro.api.spi.Codec;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.log.LoggerFactory;

/** What swaps use where it is there. */
@Component(service = Surroundings.class)
public final class Surroundings {
    private static final String NAME = "com.acme.coro.hotswap";

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Codec codec;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile LoggerFactory loggers;

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private final List<SwapListener> listeners = new CopyOnWriteArrayList<>();

    Optional<Codec> codec() {
        return Optional.ofNullable(codec);
    }

    List<SwapListener> listeners() {
        return listeners;
    }

    void info(String message) {
        LoggerFactory f = loggers;
        if (f != null) f.getLogger(NAME).info("{}", message);
        else System.getLogger(NAME).log(System.Logger.Level.INFO, message);
    }

    void warn(String message) {
        LoggerFactory f = loggers;
        if (f != null) f.getLogger(NAME).warn("{}", message);
        else System.getLogger(NAME).log(System.Logger.Level.WARNING, message);
    }

    void error(String message, Throwable cause) {
        LoggerFactory f = loggers;
        if (f != null) f.getLogger(NAME).error("{}", message, cause);
        else System.getLogger(NAME).log(System.Logger.Level.ERROR, message, cause);
    }
}
