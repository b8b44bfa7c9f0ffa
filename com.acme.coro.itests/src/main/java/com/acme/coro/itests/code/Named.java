package com.acme.coro.itests.code;

import com.acme.coro.api.CoroFunction;
import com.acme.coro.api.Self;
import java.util.concurrent.CountDownLatch;

/** A function that returns what it was made with, once it gets a message. */
public final class Named implements CoroFunction {
    private final String value;
    private final CountDownLatch began;

    public Named(String value, CountDownLatch began) {
        this.value = value;
        this.began = began;
    }

    @Override
    public Object run(Self self, Object... args) {
        began.countDown();
        self.receive();
        return value;
    }
}
