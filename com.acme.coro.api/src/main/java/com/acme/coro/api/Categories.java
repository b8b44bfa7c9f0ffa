package com.acme.coro.api;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A coroutine's mailbox, sorted: categorisers give messages a category, and messages of one category can be received
 * before others.
 *
 * <pre>{@code
 * Categories box = self.categories();
 * box.add(m -> m instanceof Integer i && i % 2 == 0 ? Optional.of("even") : Optional.empty());
 * Object even = box.receive("even");       // of 1, 2, 3, 4 this is 2; the others keep their order
 * Object first = box.receive();            // 1
 * }</pre>
 *
 * <p>For its own coroutine alone, as {@link Self}. A message is categorised once, when it is first looked at; all of them
 * anew after a categoriser was added or removed. So a categoriser should give the same answer each time.
 */
@ProviderType
public interface Categories {
    /**
     * Adds a categoriser. The newest is asked first, and the first answer counts.
     *
     * @param categoriser gives a message a category, which has an {@code equals} and a {@code hashCode} that agree, or empty
     * @return the same, for {@link #remove}
     */
    Function<Object, Optional<Object>> add(Function<Object, Optional<Object>> categoriser);

    /**
     * Removes a categoriser.
     *
     * @param categoriser one that was added
     * @return false if it was not there
     */
    boolean remove(Function<Object, Optional<Object>> categoriser);

    /**
     * Waits for the oldest message of any category or none.
     *
     * @return the message
     */
    Object receive();

    /**
     * Waits for the oldest message of any category or none, for at most a time.
     *
     * @param timeout how long to wait
     * @return the message, or empty when the time is up
     */
    Optional<Object> tryReceive(Duration timeout);

    /**
     * Waits for the oldest message of a category.
     *
     * @param category compared with {@code equals}
     * @return the message
     */
    Object receive(Object category);

    /**
     * Waits for the oldest message of a category, for at most a time.
     *
     * @param category compared with {@code equals}
     * @param timeout how long to wait
     * @return the message, or empty when the time is up
     */
    Optional<Object> tryReceive(Object category, Duration timeout);
}
