package com.acme.coro.bench.swap.guest;

import com.acme.coro.api.Carried;
import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroFunction;
import com.acme.coro.api.Self;

/** Hands every number on to the one who counts them, with the time at which it was handled. */
public final class Counter implements CoroFunction {
    /** For the component runtime. */
    public Counter() {}

    @Override
    public Object run(Self self, Object... args) {
        var witness = (Coro) args[0];
        Carried<Count> count = self.carried(Count.class, () -> new Count(0, new byte[(Integer) args[1]]));
        while (true) {
            var number = (Long) self.receive();
            count.update(c -> new Count(c.handled() + 1, c.ballast()));
            witness.send(new long[] {number, System.nanoTime(), count.get().handled()});
        }
    }
}
