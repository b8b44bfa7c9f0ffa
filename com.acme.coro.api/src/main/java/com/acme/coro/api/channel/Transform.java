package com.acme.coro.api.channel;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Changes or drops the messages of a channel. */
@ConsumerType
@FunctionalInterface
public interface Transform {
    /**
     * Called once for each message, on the sender's thread. What it throws is logged, and the message is dropped.
     *
     * @param channel the channel's name
     * @param message what was sent
     * @return what is sent instead, or empty to drop it
     */
    Optional<Object> apply(String channel, Object message);
}
