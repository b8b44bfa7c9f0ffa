package com.acme.coro.io.standalone;

import com.acme.coro.api.standalone.CoroIo;
import com.acme.coro.api.standalone.CoroRuntime;
import com.acme.coro.api.standalone.IoProvider;

/** Found by the service loader. */
public final class StandaloneProvider implements IoProvider {
    @Override
    public CoroIo open(CoroRuntime runtime) {
        return new StandaloneIo(runtime.parking());
    }
}
