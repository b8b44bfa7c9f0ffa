package com.acme.coro.scheduler.supervise;

import com.acme.coro.api.CoroBody;
import com.acme.coro.api.Self;
import com.acme.coro.api.supervise.ChildSpec;
import com.acme.coro.scheduler.core.CoreRuntime;
import com.acme.coro.scheduler.core.CoroTask;
import com.acme.coro.scheduler.core.FunctionOffer;
import com.acme.coro.scheduler.core.FunctionRegistry;

/**
 * What a child's coroutine runs. A named function is looked up for each run; between two runs the coroutine holds none,
 * so that a bundle that stops meanwhile does not concern it.
 */
final class ChildTask implements CoroTask {
    private final CoreRuntime runtime;
    /** Taken away by the child when its run is over, given by the supervisor before the next; read by anybody. */
    private volatile CoroTask now;

    ChildTask(CoreRuntime runtime, CoroTask first) {
        this.runtime = runtime;
        this.now = first;
    }

    /** What a child is to run next. */
    static CoroTask of(ChildSpec child, CoreRuntime runtime) {
        return child.function().isPresent()
                ? runtime.functions().work(child.function().get(), child.args().toArray())
                : new Lambda(child.body().orElseThrow());
    }

    void next(CoroTask work) {
        now = work;
    }

    /** A run of what it runs is over: the next one has a function object of its own. */
    void renew() {
        CoroTask was = now;
        now = FunctionRegistry.work(was.function(), was.arguments());
        runtime.released(was);
    }

    /** Its run is over. */
    void letGo() {
        CoroTask was = now;
        if (was.function() == null) return;
        now = NONE;
        runtime.released(was);
    }

    @Override
    public Object run(Self self) throws Exception {
        return now.run(self);
    }

    @Override
    public FunctionOffer function() {
        return now.function();
    }

    @Override
    public Class<?> code() {
        return now.code();
    }

    @Override
    public Object[] arguments() {
        return now.arguments();
    }

    @Override
    public CoroTask swapped() {
        return now;
    }

    @Override
    public CoroTask with(CoroTask other) {
        now = other;
        return this;
    }

    @Override
    public void release() {
        now.release();
    }

    private static final CoroTask NONE = self -> {
        throw new IllegalStateException("a child was started without what it is to run: " + self.name());
    };

    private record Lambda(CoroBody body) implements CoroTask {
        @Override
        public Object run(Self self) throws Exception {
            return body.run(self);
        }

        @Override
        public Class<?> code() {
            return body.getClass();
        }
    }
}
