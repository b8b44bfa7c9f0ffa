package com.acme.coro.itests.code;

import com.acme.coro.api.CoroFunction;
import com.acme.coro.api.Self;

/** A function that logs a line. */
public final class Talks implements CoroFunction {
    @Override
    public Object run(Self self, Object... args) {
        self.log().warn("a function has {} to say", "something");
        return null;
    }
}
