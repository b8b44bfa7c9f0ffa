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
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;

/** What swaps use where it is there. */
@Component(service = OptionalServices.class)
public final class OptionalServices {
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
        log(System.Logger.Level.INFO, message, Optional.empty());
    }

    void warn(String message) {
        log(System.Logger.Level.WARNING, message, Optional.empty());
    }

    /** Logs a copy of the cause: a log's history would keep the class loader of a revision that is gone. */
    void error(String message, Throwable cause) {
        log(System.Logger.Level.ERROR, message, Optional.of(cause));
    }

    /** Logs a line, and what is too long for it as a throwable. */
    void log(System.Logger.Level level, String message, Optional<Throwable> cause) {
        try {
            Throwable copy = cause.map(ForeignText::copy).orElse(null);
            LoggerFactory f = loggers;
            if (f == null) System.getLogger(NAME).log(level, message, copy);
            else log(f.getLogger(NAME), level, message, copy);
        } catch (Throwable failure) { // a log service that fails must not end a swap
            withoutService(message, failure);
        }
    }

    private static void withoutService(String message, Throwable failure) {
        try {
            System.getLogger(NAME)
                    .log(
                            System.Logger.Level.ERROR,
                            message + " (the log service failed: " + ForeignText.text(failure) + ")");
        } catch (Throwable noneLeft) { // no memory, or this log fails, too: there is no other place to tell it
            return;
        }
    }

    private static void log(Logger logger, System.Logger.Level level, String message, Throwable copy) {
        switch (level) {
            case INFO -> logger.info("{}", message, copy);
            case WARNING -> logger.warn("{}", message, copy);
            default -> logger.error("{}", message, copy);
        }
    }
}
