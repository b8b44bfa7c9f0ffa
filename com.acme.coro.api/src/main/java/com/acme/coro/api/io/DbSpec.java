package com.acme.coro.api.io;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Which database, and how to use it. Immutable: each method returns a changed copy.
 *
 * @param name of a service, or for people
 * @param source where connections come from; empty: a service of that name
 * @param timeout for each call that says nothing else; empty: no limit
 * @param fetchSize how many rows are fetched at a time, and held in memory, at least 1; at first 100. Drivers are told; some
 *     (H2's) hold all rows of a statement all the same
 */
public record DbSpec(String name, Optional<DataSource> source, Optional<Duration> timeout, int fetchSize) {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    public DbSpec {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(timeout, "timeout");
        if (name.isBlank()) throw new IllegalArgumentException("name must not be empty");
        if (timeout.filter(t -> t.isNegative() || t.isZero()).isPresent())
            throw new IllegalArgumentException("timeout must be more than zero: timeout=" + timeout.get());
        if (fetchSize < 1) throw new IllegalArgumentException("fetchSize must be at least 1: fetchSize=" + fetchSize);
    }

    /**
     * A data source of the program's.
     *
     * @param source where connections come from
     * @return no limit of time, 100 rows at a time
     */
    public static DbSpec of(DataSource source) {
        return new DbSpec(source.getClass().getSimpleName(), Optional.of(source), Optional.empty(), 100);
    }

    /**
     * A data source that is a service.
     *
     * @param name its property {@code dataSourceName}, or {@code osgi.jndi.service.name}
     * @return no limit of time, 100 rows at a time
     */
    public static DbSpec named(String name) {
        return new DbSpec(name, Optional.empty(), Optional.empty(), 100);
    }

    /**
     * Limits each call that says nothing else.
     *
     * @param each how long
     * @return a changed copy
     */
    public DbSpec within(Duration each) {
        return new DbSpec(name, source, Optional.of(each), fetchSize);
    }

    /**
     * How many rows are fetched at a time.
     *
     * @param rows at least 1
     * @return a changed copy
     */
    public DbSpec fetchSize(int rows) {
        return new DbSpec(name, source, timeout, rows);
    }
}
