package com.acme.coro.itests.io;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** A database that answers nothing, and counts its connections. */
final class StubDatabase {
    private final AtomicInteger open = new AtomicInteger();

    /** How many connections are open. */
    int open() {
        return open.get();
    }

    DataSource source() {
        return stub(DataSource.class, method -> connection());
    }

    private Connection connection() {
        open.incrementAndGet();
        return stub(Connection.class, method -> switch (method) {
            case "prepareStatement" ->
                stub(PreparedStatement.class, any -> any.equals("execute") ? false : nothing(any));
            case "close" -> open.decrementAndGet();
            default -> null;
        });
    }

    private static Object nothing(String method) {
        return method.equals("getUpdateCount") ? 0 : null;
    }

    /** What is called. */
    private interface Calls {
        Object on(String method);
    }

    private static <T> T stub(Class<T> type, Calls calls) {
        return type.cast(Proxy.newProxyInstance(
                StubDatabase.class.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
                    Object answer = calls.on(method.getName());
                    return method.getReturnType() == void.class ? null : answer;
                }));
    }
}
