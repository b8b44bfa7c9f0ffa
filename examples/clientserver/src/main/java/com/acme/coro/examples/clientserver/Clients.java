package com.acme.coro.examples.clientserver;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The clients: each finds the server by its name and sends to it at random times. */
@Component(service = Clients.class)
public final class Clients {
    private final Scheduler coros;

    /**
     * For the component runtime.
     *
     * @param coros runs the clients
     */
    @Activate
    public Clients(@Reference Scheduler coros) {
        this.coros = coros;
    }

    /**
     * Lets clients pay in 1 at a time and waits until they are done.
     *
     * @param clients how many clients
     * @param deposits how often each pays in
     * @param pause the longest pause before a deposit
     * @return how many deposits they counted, all together
     */
    public int payIn(int clients, int deposits, Duration pause) {
        int[] counted = {0}; // all clients count in it
        var random = new Random();
        var all = new ArrayList<Coro>();
        for (int c = 0; c < clients; c++) {
            // snippet: client
            all.add(coros.spawn("client-" + c, self -> {
                Coro bank = self.locate(Bank.NAME, Duration.ofSeconds(5));
                for (int d = 0; d < deposits; d++) {
                    self.sleep(pause.multipliedBy(random.nextInt(100)).dividedBy(100));
                    bank.send(new Deposit(self.name(), 1));
                    counted[0]++; // no lock: between two waits no other coroutine runs
                }
                return null;
            }));
            // end
        }
        for (Coro client : all) client.value();
        return counted[0];
    }
}
