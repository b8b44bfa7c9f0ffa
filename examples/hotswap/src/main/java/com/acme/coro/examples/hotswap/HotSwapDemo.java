package com.acme.coro.examples.hotswap;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.SwapStatus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Asks the till to become a clown, which it refuses, and then to give a discount, while customers buy. */
@Component(
        service = Callable.class,
        property = {"coro.demo:Integer=70", "coro.demo.title=A server replaced by hand while clients use it"})
public final class HotSwapDemo implements Callable<String> {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int CUSTOMERS = 4;
    private static final int ENOUGH = 100;
    private static final int PERCENT = 20;

    private final Scheduler coros;

    /**
     * For the component runtime.
     *
     * @param coros runs all of them
     */
    @Activate
    public HotSwapDemo(@Reference Scheduler coros) {
        this.coros = coros;
    }

    @Override
    public String call() {
        Coro till = coros.locate(Till.NAME, PATIENCE);
        swapped(till, Till.NAME); // it may have given a discount before
        Takings before = takings(till);
        var customers = new Customers(coros, till, CUSTOMERS);
        awaitPurchases(till, before.purchases() + ENOUGH);

        // snippet: by-hand
        SwapStatus clown = till.swap(Clown.NAME).await(PATIENCE); // Refused[reason=only a till takes the place…]
        SwapStatus discount = till.swap(DiscountTill.NAME, PERCENT).await(PATIENCE); // Applied[]
        // end

        int then = takings(till).purchases();
        awaitPurchases(till, then + ENOUGH);
        List<List<Integer>> receipts = customers.goHome();
        check(before, clown, discount, receipts, takings(till));
        swapped(till, Till.NAME);
        return ("""
            asked to become %s, it refused: %s
            asked to become %s, it did; %d purchases of %d customers, %d of them at the old price, one receipt for each\
            """)
                .formatted(
                        Clown.NAME,
                        ((SwapStatus.Refused) clown).reason(),
                        DiscountTill.NAME,
                        paid(receipts).size(),
                        CUSTOMERS,
                        paid(receipts).stream()
                                .filter(cents -> cents == Customers.PRICE)
                                .count());
    }

    private static void check(
            Takings before, SwapStatus clown, SwapStatus discount, List<List<Integer>> receipts, Takings after) {
        if (!(clown instanceof SwapStatus.Refused))
            throw new IllegalStateException("the clown was not refused: " + clown);
        if (!(discount instanceof SwapStatus.Applied)) throw new IllegalStateException("no discount: " + discount);
        List<Integer> paid = paid(receipts);
        int cents = paid.stream().mapToInt(Integer::intValue).sum();
        if (after.purchases() - before.purchases() != paid.size() || after.cents() - before.cents() != cents) {
            throw new IllegalStateException("the customers have " + paid.size() + " receipts over " + cents
                    + " cents; the till had " + before + ", and then " + after);
        }
        for (List<Integer> one : receipts) {
            if (!one.equals(one.stream().sorted((a, b) -> b - a).toList())) {
                throw new IllegalStateException("somebody paid the old price after the swap: " + one);
            }
        }
        int reduced = Customers.PRICE * (100 - PERCENT) / 100;
        if (!paid.contains(Customers.PRICE) || !paid.contains(reduced)) {
            throw new IllegalStateException("both prices were to be paid, " + Customers.PRICE + " and " + reduced);
        }
    }

    private static List<Integer> paid(List<List<Integer>> receipts) {
        return receipts.stream().flatMap(List::stream).toList();
    }

    private static void swapped(Coro till, String function) {
        SwapStatus status = till.swap(function).await(PATIENCE);
        if (!(status instanceof SwapStatus.Applied)) throw new IllegalStateException("not swapped: " + status);
    }

    private static Takings takings(Coro till) {
        return (Takings) till.ask(asker -> asker, PATIENCE);
    }

    private void awaitPurchases(Coro till, int many) {
        coros.spawn("onlooker", self -> {
                    while (takings(till).purchases() < many) self.sleep(Duration.ofMillis(5));
                    return null;
                })
                .value(PATIENCE);
    }
}
