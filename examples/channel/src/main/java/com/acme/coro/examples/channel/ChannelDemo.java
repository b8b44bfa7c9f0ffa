package com.acme.coro.examples.channel;

import com.acme.coro.examples.channel.SumAndProduct.Result;
import java.util.List;
import java.util.concurrent.Callable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Sends five numbers and checks what the subscribers made of them. */
@Component(
        service = Callable.class,
        property = {"coro.demo:Integer=30", "coro.demo.title=Two coroutines hear the same channel"})
public final class ChannelDemo implements Callable<String> {
    private final SumAndProduct sumAndProduct;

    /**
     * For the component runtime.
     *
     * @param sumAndProduct what is checked
     */
    @Activate
    public ChannelDemo(@Reference SumAndProduct sumAndProduct) {
        this.sumAndProduct = sumAndProduct;
    }

    @Override
    public String call() {
        var numbers = List.of(2, 3, 5, 7, 11);
        Result result = sumAndProduct.of(numbers);
        if (!result.equals(new Result(28, 2310))) {
            throw new IllegalStateException("of " + numbers + " the subscribers made " + result);
        }
        return "the channel got " + numbers + ": one subscriber added them to " + result.sum()
                + ", one multiplied them to " + result.product();
    }
}
