package com.acme.coro.api.io;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Which database, and how to use it. Immutable: each method with an argument returns a changed copy.
 */
public final class DbSpec {
    private final String name;
    private final Optional<DataSource> source;
    private final Optional<Duration> timeout;
    private final int fetchSize;

    private DbSpec(String name, Optional<DataSource> source, Optional<Duration> timeout, int fetchSize) {
        this.name = Objects.requireNonNull(name, "name");
        this.source = Objects.requireNonNull(source, "source");
        this.timeout = Objects.requireNonNull(timeout, "timeout");
        this.fetchSize = fetchSize;
        if (name.isBlank()) throw new IllegalArgumentException("name must not be empty");
        if (timeout.filter(t -> t.isNegative() || t.isZero()).isPresent())
            throw new IllegalArgumentException("timeout must be more than zero: timeout=" + timeout.get());
        if (fetchSize < 1) throw new IllegalArgumentException("fetchSize must be at least 1: fetchSize=" + fetchSize);
    }

    /**
     * A data source of the program's: no limit of time, 100 rows at a time.
     *
     * @param source where connections come from
     * @return the specification
     */
    public static DbSpec of(DataSource source) {
        return new DbSpec(source.getClass().getSimpleName(), Optional.of(source), Optional.empty(), 100);
    }

    /**
     * A data source that is a service: no limit of time, 100 rows at a time.
     *
     * @param name its property {@code dataSourceName}, or {@code osgi.jndi.service.name}
     * @return the specification
     * @throws IllegalArgumentException if the name is empty
     */
    public static DbSpec named(String name) {
        return new DbSpec(name, Optional.empty(), Optional.empty(), 100);
    }

    /**
     * The name of the data source.
     *
     * @return the name of a service, or one for display
     */
    public String name() {
        return name;
    }

    /**
     * Where connections come from.
     *
     * @return a data source; none: a service of that name
     */
    public Optional<DataSource> source() {
        return source;
    }

    /**
     * How long each call may take that says nothing else.
     *
     * @return a time, more than zero; none, as at first: no limit
     */
    public Optional<Duration> timeout() {
        return timeout;
    }

    /**
     * Limits each call that says nothing else.
     *
     * @param each how long it may take, more than zero
     * @return a changed copy
     * @throws IllegalArgumentException if that is not more than zero
     */
    public DbSpec timeout(Duration each) {
        return timeout(Optional.of(Objects.requireNonNull(each, "timeout")));
    }

    /**
     * Limits each call that says nothing else, or does not.
     *
     * @param each how long it may take, more than zero; none: no limit
     * @return a changed copy
     * @throws IllegalArgumentException if that is not more than zero
     */
    public DbSpec timeout(Optional<Duration> each) {
        return new DbSpec(name, source, each, fetchSize);
    }

    /**
     * How many rows are fetched at a time, and held in memory. Drivers are told; some (H2's) hold all rows of a statement all the
     * same.
     *
     * @return a number of rows; 100 at first
     */
    public int fetchSize() {
        return fetchSize;
    }

    /**
     * Says how many rows are fetched at a time.
     *
     * @param rows at least 1
     * @return a changed copy
     * @throws IllegalArgumentException if that is less than 1
     */
    public DbSpec fetchSize(int rows) {
        return new DbSpec(name, source, timeout, rows);
    }

    private List<Object> all() {
        return List.of(name, source, timeout, fetchSize);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DbSpec spec && all().equals(spec.all());
    }

    @Override
    public int hashCode() {
        return all().hashCode();
    }

    @Override
    public String toString() {
        return "DbSpec[name=" + name + ", source=" + source + ", timeout=" + timeout + ", fetchSize=" + fetchSize + "]";
    }
}
