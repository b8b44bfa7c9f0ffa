package com.acme.coro.examples.hotswap;

import com.acme.coro.api.Carried;
import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroFunction;
import com.acme.coro.api.FunctionName;
import com.acme.coro.api.Self;
import com.acme.coro.api.Start;
import com.acme.coro.api.SwapSignal;
import org.osgi.service.component.annotations.Component;

/** The server, as it is at first. It looks at what is to replace it, and lets only another till. */
@Component
@FunctionName(Till.NAME)
@Start(name = Till.NAME, daemon = true)
public final class Till implements CoroFunction {
    static final String NAME = "examples.till";

    // snippet: vetting
    @Override
    public Object run(Self self, Object... args) {
        Carried<Takings> takings = self.carried(Takings.class, () -> Takings.NONE);
        while (true) {
            try {
                switch (self.receive()) {
                    case Purchase bought -> {
                        takings.set(takings.get().plus(bought.cents()));
                        bought.buyer().send(new Receipt(bought.cents()));
                    }
                    case Coro asker -> asker.send(takings.get());
                    default -> self.unhandled();
                }
            } catch (SwapSignal swap) {
                if (swap.function().startsWith(NAME)) throw swap; // agreed
                swap.refuse("only a till takes the place of a till"); // and on: no message was lost by this
            }
        }
    }
    // end
}
