package com.acme.coro.api.spi;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Scheduler;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/** The directory of names of this process. A coroutine leaves it when it ends. From any thread; never blocks. */
@ProviderType
public interface Names {
    /**
     * Registers a coroutine of this process.
     *
     * @param name the name, not empty
     * @param coro the coroutine
     * @throws com.acme.coro.api.NameTakenException if a living coroutine holds it
     */
    void register(String name, Coro coro);

    /**
     * Removes a name.
     *
     * @param name the name
     * @param coro who holds it
     * @return false if that one does not hold it
     */
    boolean unregister(String name, Coro coro);

    /**
     * Looks a name up.
     *
     * @param name the name
     * @return who holds it
     */
    Optional<Coro> find(String name);

    /**
     * All names.
     *
     * @return a copy, in the names' order
     */
    Map<String, Coro> all();

    /**
     * Is told of the names that there are, and of every change from then on.
     *
     * @param listener called on the thread that makes the change; must not block or throw
     * @return ends it
     */
    Scheduler.Registration watch(NameListener listener);

    /** Is told of changes. */
    @ConsumerType
    @FunctionalInterface
    interface NameListener {
        /**
         * A name was registered or removed.
         *
         * @param name the name
         * @param coro who holds it, or held it
         * @param registered false if it was removed
         */
        void changed(String name, Coro coro, boolean registered);
    }
}
