package com.acme.coro.io.db;

import java.util.Optional;
import javax.sql.DataSource;

/** Finds data sources by their names. */
public interface DataSources {
    /**
     * A data source on loan.
     *
     * @param source gives connections
     * @param release to be called once, when its connection is closed
     */
    record Loan(DataSource source, Runnable release) {}

    /**
     * Finds one.
     *
     * @param name its name
     * @return empty if there is none now
     */
    Optional<Loan> find(String name);
}
