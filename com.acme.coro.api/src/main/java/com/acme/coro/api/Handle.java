package com.acme.coro.api;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A thing of this process. In a value that stays in the process it passes by reference, between revisions of a bundle
 * too. It cannot leave the process, save for {@link Coro} and channels, which turn into references.
 */
@ConsumerType
public interface Handle {
    /**
     * The thing that this one was made over, and that goes where it goes: a stream's connection.
     *
     * @return empty if there is none
     */
    default Optional<Handle> under() {
        return Optional.empty();
    }
}
