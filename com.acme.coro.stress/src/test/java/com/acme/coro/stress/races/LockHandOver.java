package com.acme.coro.stress.races;

import com.acme.coro.api.sync.CoroLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Coroutines of two schedulers count under one lock, a plain field. */
@JCStressTest
@Outcome(id = "4, 0", expect = Expect.ACCEPTABLE, desc = "each count is seen by the next owner, and the lock is free")
@State
public class LockHandOver {
    private final CoroLock lock = Arena.runtime().locks().lock();
    /** Guarded by the lock. */
    private int count;

    private Object count() {
        for (int i = 0; i < 2; i++) {
            lock.acquire();
            count++;
            lock.release();
        }
        return count;
    }

    @Actor
    public void first() {
        Arena.call(Arena.ONE, self -> count());
    }

    @Actor
    public void second() {
        Arena.call(Arena.OTHER, self -> count());
    }

    @Arbiter
    public void arbiter(II_Result r) {
        r.r1 = count;
        r.r2 = lock.held() ? 1 : 0;
    }
}
