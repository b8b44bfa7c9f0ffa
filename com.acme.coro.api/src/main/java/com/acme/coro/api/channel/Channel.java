package com.acme.coro.api.channel;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Handle;
import com.acme.coro.api.Location;
import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A reference to a channel, here or in another process. Equal iff name and location are equal. It keeps no messages:
 * they are queued in the mailboxes of its subscribers.
 *
 * <p>A channel may subscribe to another; messages flow down, through the transform of each. However the channels are
 * tied together, in rings too, one message passes each channel once and reaches each coroutine once. Subscribers that
 * have ended are removed.
 *
 * <p>All of it works from any thread; what waits suspends the calling coroutine or blocks any other thread.
 */
@ProviderType
public interface Channel extends Handle, AutoCloseable {
    /**
     * Its name.
     *
     * @return the name
     */
    String name();

    /**
     * Where it lives.
     *
     * @return the location
     */
    Location location();

    /**
     * Makes a coroutine receive what is sent from now on.
     *
     * @param subscriber the coroutine
     * @return false if it was subscribed already
     * @throws com.acme.coro.api.CoroClosedException if the channel is closed
     */
    boolean subscribe(Coro subscriber);

    /**
     * Makes a channel pass on what is sent from now on.
     *
     * @param subscriber which
     * @return false if it was subscribed already
     * @throws com.acme.coro.api.CoroClosedException if the channel is closed
     */
    boolean subscribe(Channel subscriber);

    /**
     * Ends a subscription.
     *
     * @param subscriber whose
     * @return false if it was not subscribed
     */
    boolean unsubscribe(Coro subscriber);

    /**
     * Ends a subscription.
     *
     * @param subscriber whose
     * @return false if it was not subscribed
     */
    boolean unsubscribe(Channel subscriber);

    /**
     * Sends to every subscriber. Does not wait: for a mailbox that is full the message is a dead letter.
     *
     * @param message what to send, not null
     * @return how many coroutines took it, here and below; 0 if the transform dropped it or the channel is closed
     */
    int send(Object message);

    /**
     * Sends to every subscriber, and waits for room in mailboxes that are full, as long as it takes.
     *
     * @param message what to send, not null
     * @return how many coroutines took it
     */
    int deliver(Object message);

    /**
     * Waits until there are at least {@code n} direct subscribers, sends to all there are then, and waits for room in
     * mailboxes that are full: with n = 0 in all of them, otherwise until n coroutines took it, the rest going on in
     * the background for the rest of the time. What goes on there may be overtaken by what the same sender sends next; n = 0
     * keeps the order.
     *
     * @param message what to send, not null
     * @param n how many to wait for, at least 0
     * @param timeout how long to wait for both
     * @return how many coroutines took it so far, at any depth, which may be more than n; 0, and nothing was sent, if
     *     there were not enough subscribers in time or the transform dropped it
     * @throws IllegalArgumentException if n or the time is negative
     */
    int deliver(Object message, int n, Duration timeout);

    /**
     * Sets what changes or drops messages here, in place of what was set before.
     *
     * @param transform called once for each message, on the sender's thread
     */
    void transform(Transform transform);

    /** Lets messages pass unchanged again. */
    void clearTransform();

    /**
     * How many subscribe to it directly. A snapshot.
     *
     * @return the number of coroutines and channels
     */
    int subscribers();

    /** Drops all subscribers and frees the name. Later messages reach nobody. Without effect when closed. */
    @Override
    void close();
}
