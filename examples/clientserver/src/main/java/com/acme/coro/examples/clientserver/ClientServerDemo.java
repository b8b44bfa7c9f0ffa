package com.acme.coro.examples.clientserver;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Scheduler;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Lets ten clients pay in three times each and checks that nothing got lost. */
@Component(
        service = Callable.class,
        property = {"coro.demo:Integer=20", "coro.demo.title=Ten clients, one server, no lock"})
public final class ClientServerDemo implements Callable<String> {
    private static final int CLIENTS = 10;
    private static final int DEPOSITS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Scheduler coros;
    private final Clients clients;

    /**
     * For the component runtime.
     *
     * @param coros finds the server
     * @param clients what is checked
     */
    @Activate
    public ClientServerDemo(@Reference Scheduler coros, @Reference Clients clients) {
        this.coros = coros;
        this.clients = clients;
    }

    @Override
    public String call() {
        Coro bank = coros.locate(Bank.NAME, PATIENCE);
        int before = balance(bank);
        int counted = clients.payIn(CLIENTS, DEPOSITS, Duration.ofMillis(200));
        int paidIn = balance(bank) - before;
        if (counted != CLIENTS * DEPOSITS || paidIn != counted) {
            throw new IllegalStateException(CLIENTS + " clients paid in " + DEPOSITS + " times each; they counted "
                    + counted + " and the server " + paidIn);
        }
        return bank + " got " + paidIn + " deposits of " + CLIENTS + " clients; the clients' shared counter says "
                + counted;
    }

    private static int balance(Coro bank) {
        return (Integer) bank.ask(asker -> asker, PATIENCE);
    }
}
