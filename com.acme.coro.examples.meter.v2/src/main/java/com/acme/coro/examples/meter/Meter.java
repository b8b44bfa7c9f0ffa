package com.acme.coro.examples.meter;

import com.acme.coro.api.CoroFunction;
import com.acme.coro.api.FunctionName;
import com.acme.coro.api.Self;
import com.acme.coro.api.Start;
import com.acme.coro.examples.meter.api.Query;
import com.acme.coro.examples.meter.api.Reading;
import org.osgi.service.component.annotations.Component;

/**
 * Version 2: the same, with a state that has more in it.
 */
@Component
@FunctionName("examples.meter")
@Start(name = "examples.meter", daemon = true)
public final class Meter implements CoroFunction {
    @Override
    public Object run(Self self, Object... args) {
        var total = new Total[] {self.carried(Total.class).orElse(Total.NOTHING)}; // from the version before this one
        self.swappable(() -> total[0]); // at a swap, this is what the next version gets
        while (true) {
            switch (self.receive()) {
                case Reading reading -> total[0] = total[0].plus(reading);
                case Query query -> query.replyTo().send(total[0].figures());
                default -> self.unhandled();
            }
        }
    }
}
