package com.acme.coro.io.db;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** A driver whose statements never end, however they are cancelled: only breaking off the connection helps. */
final class StubbornDriver {
    final AtomicInteger executed = new AtomicInteger();
    final AtomicInteger cancelled = new AtomicInteger();
    private final CountDownLatch abort = new CountDownLatch(1);

    boolean aborted() {
        return abort.getCount() == 0;
    }

    DataSource source() {
        return stub(DataSource.class, (method, args) -> connection());
    }

    private Connection connection() {
        return stub(Connection.class, (method, args) -> switch (method) {
            case "prepareStatement" -> statement();
            case "abort" -> {
                abort.countDown();
                yield null;
            }
            case "isWrapperFor" -> false;
            default -> null;
        });
    }

    private PreparedStatement statement() {
        return stub(PreparedStatement.class, (method, args) -> switch (method) {
            case "execute" -> {
                executed.incrementAndGet();
                abort.await();
                throw new SQLException("broken off", "08006");
            }
            case "cancel" -> {
                cancelled.incrementAndGet();
                yield null;
            }
            default -> null;
        });
    }

    /** What is called. */
    private interface Calls {
        Object on(String method, Object[] args) throws Exception;
    }

    private static <T> T stub(Class<T> type, Calls calls) {
        return type.cast(Proxy.newProxyInstance(
                StubbornDriver.class.getClassLoader(),
                new Class<?>[] {type},
                (self, method, args) -> calls.on(method.getName(), args)));
    }
}
