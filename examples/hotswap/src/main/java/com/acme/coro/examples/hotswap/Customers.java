package com.acme.coro.examples.hotswap;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Self;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The clients: they buy the same thing again and again until they are told to go home, and keep their receipts. */
final class Customers {
    static final int PRICE = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration BETWEEN_PURCHASES = Duration.ofMillis(1);
    private static final String GO_HOME = "go home";

    private final Coro till;
    private final List<Coro> all;

    Customers(Scheduler coros, Coro till, int many) {
        this.till = till;
        this.all = IntStream.range(0, many)
                .mapToObj(i -> coros.spawn("customer-" + i, this::buy))
                .toList();
    }

    private List<Integer> buy(Self self) {
        var paid = new ArrayList<Integer>();
        do {
            // A swap of the till while the purchase or the receipt is under way makes no difference here.
            var receipt = (Receipt) till.ask(buyer -> new Purchase(PRICE, buyer), PATIENCE);
            paid.add(receipt.cents());
        } while (self.tryReceive(BETWEEN_PURCHASES).isEmpty());
        return paid;
    }

    /** Waits until all have gone home; what each has paid, in order. */
    @SuppressWarnings("unchecked")
    List<List<Integer>> goHome() {
        all.forEach(customer -> customer.send(GO_HOME));
        return all.stream()
                .map(customer -> (List<Integer>) customer.value(PATIENCE))
                .toList();
    }
}
