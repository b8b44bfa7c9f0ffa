package com.acme.coro.examples.clientserver;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroFunction;
import com.acme.coro.api.FunctionName;
import com.acme.coro.api.Self;
import com.acme.coro.api.Start;
import org.osgi.service.component.annotations.Component;

/**
 * The server: one coroutine of this function starts with the bundle, under a name by which everybody finds it. It is a
 * daemon: nobody waits for its end. Whoever sends it a reference gets the balance sent there.
 */
// snippet: bank
@Component
@FunctionName("examples.bank")
@Start(name = Bank.NAME, publish = true, daemon = true)
public final class Bank implements CoroFunction {
    static final String NAME = "examples.bank";

    @Override
    public Object run(Self self, Object... args) {
        int balance = 0; // nobody else can touch it
        while (true) {
            switch (self.receive()) {
                case Deposit deposit -> balance += deposit.amount();
                case Coro asker -> asker.send(balance);
                default -> self.unhandled();
            }
        }
    }
}
// end
