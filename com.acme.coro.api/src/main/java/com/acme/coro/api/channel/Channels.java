package com.acme.coro.api.channel;

import java.time.Duration;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A service that makes channels and finds them. Every bundle gets an instance of its own; the channels it made are
 * closed when it stops, those a coroutine made when that ends.
 */
@ProviderType
public interface Channels {
    /**
     * Makes a channel. Of a coroutine, if one calls, and otherwise of the bundle.
     *
     * @param name unique in this process, not empty
     * @return an open channel without subscribers
     * @throws com.acme.coro.api.NameTakenException if there is a channel of that name
     * @throws IllegalArgumentException if the name is empty
     */
    Channel create(String name);

    /**
     * Makes a channel that changes or drops messages. Of a coroutine, if one calls, and otherwise of the bundle.
     *
     * @param name unique in this process, not empty
     * @param transform as for {@link Channel#transform(Transform)}
     * @return an open channel without subscribers
     * @throws com.acme.coro.api.NameTakenException if there is a channel of that name
     * @throws IllegalArgumentException if the name is empty
     */
    Channel create(String name, Transform transform);

    /**
     * Looks a channel up, whichever bundle made it.
     *
     * @param name the name
     * @return the channel, or empty if there is none now
     */
    Optional<Channel> locate(String name);

    /**
     * Looks a channel up, and waits for it to be made. Suspends a calling coroutine, blocks any other thread. A swap
     * point.
     *
     * @param name the name, not empty
     * @param timeout how long to wait; zero does not
     * @return the channel
     * @throws com.acme.coro.api.CoroTimeoutException if there is none when the time is up
     * @throws IllegalArgumentException if the name is empty or the time negative
     */
    Channel locate(String name, Duration timeout);

    /**
     * Publishes a channel as an OSGi service of type {@link Channel} with the properties {@value
     * com.acme.coro.api.CoroConstants#NAME} and {@value com.acme.coro.api.CoroConstants#LOCATION}, soon after, so that
     * components and trackers find it:
     *
     * <pre>{@code
     * @Reference(target = "(coro.name=news)")
     * Channel news;
     * }</pre>
     *
     * <p>Withdrawn when the channel is closed: by a call, or with the coroutine or bundle that it belongs to. Does not
     * wait. Without effect when published before, and where there is no framework.
     *
     * @param channel one of this process
     * @throws com.acme.coro.api.CoroClosedException if the channel is closed
     * @throws IllegalArgumentException if it is not of this process
     */
    void publish(Channel channel);
}
