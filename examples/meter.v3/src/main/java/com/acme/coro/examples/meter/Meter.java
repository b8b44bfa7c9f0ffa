package com.acme.coro.examples.meter;

import com.acme.coro.api.Carried;
import com.acme.coro.api.CoroFunction;
import com.acme.coro.api.FunctionName;
import com.acme.coro.api.Self;
import com.acme.coro.api.Start;
import com.acme.coro.examples.meter.api.Query;
import com.acme.coro.examples.meter.api.Reading;
import org.osgi.service.component.annotations.Component;

/** Version 3: never gets to run where version 2 has left a state, see {@link Total}. */
@Component
@FunctionName("examples.meter")
@Start(name = "examples.meter", daemon = true)
public final class Meter implements CoroFunction {
    @Override
    public Object run(Self self, Object... args) {
        Carried<Total> total = self.carried(Total.class, () -> Total.NOTHING); // goes along when this bundle is updated
        while (true) {
            switch (self.receive()) {
                case Reading reading -> total.set(total.get().plus(reading));
                case Query query -> query.replyTo().send(total.get().figures());
                default -> self.unhandled();
            }
        }
    }
}
