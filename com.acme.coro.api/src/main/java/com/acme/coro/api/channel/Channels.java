package com.acme.coro.api.channel;

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
     * Looks a channel up, whoever made it.
     *
     * @param name the name
     * @return the channel, or empty
     */
    Optional<Channel> find(String name);
}
