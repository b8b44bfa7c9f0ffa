package com.acme.coro.scheduler.core;

import org.osgi.service.log.Logger;

/** Makes loggers. */
@FunctionalInterface
public interface Logs {
    /**
     * A logger.
     *
     * @param name its name
     * @return the logger of that name
     */
    Logger logger(String name);
}
