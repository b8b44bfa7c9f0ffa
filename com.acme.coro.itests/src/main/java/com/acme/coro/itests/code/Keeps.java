package com.acme.coro.itests.code;

import com.acme.coro.api.CoroBody;
import com.acme.coro.api.Self;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/** Does something of the test's, in its turn, and then waits for ever. */
public final class Keeps implements CoroBody {
    private final Callable<?> what;
    private final CountDownLatch done;

    public Keeps(Callable<?> what, CountDownLatch done) {
        this.what = what;
        this.done = done;
    }

    @Override
    public Object run(Self self) throws Exception {
        what.call();
        done.countDown();
        return self.receive();
    }
}
