package com.acme.coro.api.standalone;

import com.acme.coro.api.CoroFunction;
import com.acme.coro.api.CoroListener;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.channel.Channels;
import com.acme.coro.api.spi.Coroutines;
import com.acme.coro.api.spi.Names;
import com.acme.coro.api.spi.Parking;
import com.acme.coro.api.spi.References;
import com.acme.coro.api.spi.SwapControl;
import com.acme.coro.api.supervise.Supervisors;
import com.acme.coro.api.sync.Locks;
import com.acme.coro.api.sync.ThreadPools;
import java.util.function.UnaryOperator;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Everything of one process, without a framework: for the testkit. In a framework the same things are services. Names,
 * channels and functions are shared by the schedulers of one runtime, and separate from those of another.
 */
@ProviderType
public interface CoroRuntime extends AutoCloseable {
    /**
     * A scheduler, started at the first call.
     *
     * @param name its name
     * @return the instance of a bundle that does not exist
     */
    Scheduler scheduler(String name);

    /**
     * Supervisors on a scheduler.
     *
     * @param scheduler its name
     * @return the service
     */
    Supervisors supervisors(String scheduler);

    /**
     * Locks.
     *
     * @return the service
     */
    Locks locks();

    /**
     * Thread pools.
     *
     * @return the service
     */
    ThreadPools threadPools();

    /**
     * Channels.
     *
     * @return the service
     */
    Channels channels();

    /**
     * Parking.
     *
     * @return the service
     */
    Parking parking();

    /**
     * References.
     *
     * @return the service
     */
    References references();

    /**
     * The directory of names.
     *
     * @return the service
     */
    Names names();

    /**
     * All coroutines.
     *
     * @return the service
     */
    Coroutines coroutines();

    /**
     * What a swap needs to know.
     *
     * @return the service
     */
    SwapControl swapControl();

    /**
     * Offers a function, as a service would.
     *
     * @param name its name
     * @param function the function
     * @param parameters its arguments' types, or null if it takes any
     * @return withdraws it; its coroutines end
     */
    Scheduler.Registration offer(String name, CoroFunction function, Class<?>... parameters);

    /**
     * Makes every message and answer, and every value that a coroutine is resumed with, go through something, on the
     * sender's thread: what that returns is what arrives, what it throws the sender gets. To be said before the first
     * coroutine is spawned.
     *
     * @param passage what they go through
     */
    void passMessages(UnaryOperator<Object> passage);

    /**
     * Tells a listener of events.
     *
     * @param listener the listener
     * @return ends it
     */
    Scheduler.Registration listen(CoroListener listener);

    /** Ends all schedulers, as stopping the scheduler bundle does. */
    @Override
    void close();
}
