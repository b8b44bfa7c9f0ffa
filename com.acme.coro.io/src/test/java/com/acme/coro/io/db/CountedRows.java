package com.acme.coro.io.db;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** Counts the rows that are taken from a driver. */
final class CountedRows {
    private final DataSource source;
    private final AtomicInteger rows = new AtomicInteger();

    CountedRows(DataSource source) {
        this.source = (DataSource) counting(DataSource.class, source);
    }

    DataSource source() {
        return source;
    }

    int rows() {
        return rows.get();
    }

    private Object counting(Class<?> type, Object real) {
        return Proxy.newProxyInstance(
                CountedRows.class.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
                    try {
                        Object result = method.invoke(real, args);
                        if (method.getName().equals("next") && Boolean.TRUE.equals(result)) rows.incrementAndGet();
                        return switch (result) {
                            case Connection each -> counting(Connection.class, each);
                            case PreparedStatement each -> counting(PreparedStatement.class, each);
                            case ResultSet each -> counting(ResultSet.class, each);
                            case null, default -> result;
                        };
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
