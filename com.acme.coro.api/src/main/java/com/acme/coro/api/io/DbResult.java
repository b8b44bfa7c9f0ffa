package com.acme.coro.api.io;

import java.util.List;

/** What a statement brought. */
public sealed interface DbResult {
    /**
     * It changed rows, or something else.
     *
     * @param rows how many rows
     */
    record Changed(long rows) implements DbResult {}

    /**
     * It has rows to be fetched.
     *
     * @param columns their columns' names
     */
    record Rows(List<String> columns) implements DbResult {
        /** Copies the list. */
        public Rows {
            columns = List.copyOf(columns);
        }
    }
}
