package com.acme.coro.scheduler.channel;

import com.acme.coro.api.Coro;
import com.acme.coro.api.SendResult;
import com.acme.coro.api.channel.Channel;
import java.time.Duration;
import java.util.OptionalInt;

/** What of a message could not be delivered without waiting. */
sealed interface PendingDelivery {
    /**
     * Tries again without waiting.
     *
     * @return how many took it, or empty if that has still to be waited for
     */
    OptionalInt now();

    /**
     * Waits for at most a time.
     *
     * @param left the time
     * @return how many took it
     */
    int within(Duration left);

    /** A mailbox that was full. */
    record Full(LocalChannel channel, Coro to, Object message) implements PendingDelivery {
        @Override
        public OptionalInt now() {
            return switch (to.deliver(message, Duration.ZERO)) {
                case SendResult.Full f -> OptionalInt.empty();
                case SendResult other -> OptionalInt.of(count(other));
            };
        }

        @Override
        public int within(Duration left) {
            return count(to.deliver(message, left));
        }

        private int count(SendResult result) {
            switch (result) {
                case SendResult.Accepted a -> {
                    return 1;
                }
                case SendResult.Gone g -> channel.list().remove(to);
                case SendResult.Full f -> channel.missed(to, message);
            }
            return 0;
        }
    }

    /** A channel that is not of here. */
    record Elsewhere(Channel channel, Object message) implements PendingDelivery {
        @Override
        public OptionalInt now() {
            return OptionalInt.empty();
        }

        @Override
        public int within(Duration left) {
            return channel.deliver(message, 0, left);
        }
    }
}
