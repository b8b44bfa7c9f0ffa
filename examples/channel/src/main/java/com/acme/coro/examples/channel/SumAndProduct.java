package com.acme.coro.examples.channel;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Self;
import com.acme.coro.api.channel.Channel;
import com.acme.coro.api.channel.Channels;
import java.time.Duration;
import java.util.List;
import java.util.function.LongBinaryOperator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Two coroutines subscribe to one channel: each gets every number. One adds them, one multiplies them, until the end
 * marker comes.
 */
@Component(service = SumAndProduct.class)
public final class SumAndProduct {
    /** No more numbers: the channel keeps nothing, so its subscribers must be told. */
    private enum Marker {
        END
    }

    /**
     * What the two found.
     *
     * @param sum of the numbers
     * @param product of the numbers
     */
    public record Result(long sum, long product) {}

    private final Scheduler coros;
    private final Channels channels;

    /**
     * For the component runtime.
     *
     * @param coros runs the two
     * @param channels makes the channel
     */
    @Activate
    public SumAndProduct(@Reference Scheduler coros, @Reference Channels channels) {
        this.coros = coros;
        this.channels = channels;
    }

    /**
     * Sends the numbers and waits for what the two make of them.
     *
     * @param numbers what to send, at least one
     * @return what they found
     */
    public Result of(List<Integer> numbers) {
        try (Channel channel = channels.create("examples.numbers")) {
            Coro sum = coros.spawn("sum", self -> fold(self, channel, 0, Long::sum));
            Coro product = coros.spawn("product", self -> fold(self, channel, 1, (a, b) -> a * b));

            // snippet: publish
            // The first is delivered: that waits for both to have subscribed.
            channel.deliver(numbers.get(0), 2, Duration.ofSeconds(5));
            for (Integer number : numbers.subList(1, numbers.size())) channel.send(number);
            channel.send(Marker.END);
            // end
            return new Result((Long) sum.value(), (Long) product.value());
        }
    }

    // snippet: subscribe
    private static long fold(Self self, Channel channel, long start, LongBinaryOperator operation) {
        channel.subscribe(self.coro());
        long result = start;
        while (self.receive() instanceof Integer number) {
            result = operation.applyAsLong(result, number);
        }
        channel.unsubscribe(self.coro());
        return result;
        // end
    }
}
