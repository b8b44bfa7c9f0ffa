package com.acme.coro.scheduler.core;

import org.osgi.service.log.Logger;

/** Makes loggers. */
@FunctionalInterface
public interface Loggers {
    /**
     * A logger of the scheduler's bundle.
     *
     * @param name its name
     * @return the logger of that name
     */
    Logger logger(String name);

    /**
     * A logger whose lines belong to the bundle of a coroutine's code.
     *
     * @param name its name
     * @param function the function that the coroutine runs; null for a lambda
     * @param code the class of what it runs; null if there is none any more
     * @return the logger of that name; without bundles, the same as for the scheduler
     */
    default Logger logger(String name, FunctionOffer function, Class<?> code) {
        return logger(name);
    }
}
