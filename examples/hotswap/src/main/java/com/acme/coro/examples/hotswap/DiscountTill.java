package com.acme.coro.examples.hotswap;

import com.acme.coro.api.Carried;
import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroFunction;
import com.acme.coro.api.FunctionName;
import com.acme.coro.api.Parameters;
import com.acme.coro.api.Self;
import org.osgi.service.component.annotations.Component;

/** What takes the till's place: goes on with its takings, at other prices. */
@Component
@FunctionName(DiscountTill.NAME)
@Parameters(Integer.class)
public final class DiscountTill implements CoroFunction {
    static final String NAME = Till.NAME + ".discount";

    @Override
    public Object run(Self self, Object... args) {
        int percent = (Integer) args[0];
        Carried<Takings> takings = self.carried(Takings.class, () -> Takings.NONE);
        while (true) {
            switch (self.receive()) {
                case Purchase bought -> {
                    int cents = bought.cents() * (100 - percent) / 100;
                    takings.set(takings.get().plus(cents));
                    bought.buyer().send(new Receipt(cents));
                }
                case Coro asker -> asker.send(takings.get());
                default -> self.unhandled();
            }
        }
    }
}
