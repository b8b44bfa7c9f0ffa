package com.acme.coro.examples.hotswap;

import com.acme.coro.api.CoroFunction;
import com.acme.coro.api.FunctionName;
import com.acme.coro.api.Self;
import org.osgi.service.component.annotations.Component;

/** A function like any other, but not one to take money from people: the till refuses it. */
@Component
@FunctionName(Clown.NAME)
public final class Clown implements CoroFunction {
    static final String NAME = "examples.clown";

    @Override
    public Object run(Self self, Object... args) {
        return "a nose for " + self.receive();
    }
}
