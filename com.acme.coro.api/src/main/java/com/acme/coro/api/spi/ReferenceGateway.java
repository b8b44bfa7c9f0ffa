package com.acme.coro.api.spi;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroId;
import com.acme.coro.api.Location;
import com.acme.coro.api.channel.Channel;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Where references leave this process and come in: what the codec asks when it writes or reads one. Without such a
 * service it knows the coroutines and channels of this process alone.
 */
@ConsumerType
public interface ReferenceGateway {
    /**
     * A reference is being written: whoever reads it will want to reach the coroutine.
     *
     * @param coro of this process or another
     */
    void leaves(Coro coro);

    /**
     * A reference is being written.
     *
     * @param channel of this process or another
     */
    void leaves(Channel channel);

    /**
     * A reference is being read.
     *
     * @param id whose
     * @param name that one's name
     * @param at where it is
     * @return a reference to it, or empty if there is no way there
     */
    Optional<Coro> arrives(CoroId id, String name, Location at);

    /**
     * A reference is being read.
     *
     * @param name whose
     * @param at where it is
     * @return a reference to it, or empty if there is no way there
     */
    Optional<Channel> arrives(String name, Location at);
}
