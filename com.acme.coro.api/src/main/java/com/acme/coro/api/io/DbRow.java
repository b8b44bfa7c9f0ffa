package com.acme.coro.api.io;

import java.util.List;
import java.util.Optional;

/**
 * A row. Dates and times are those of {@code java.time}; arrays are lists; what is large is a {@code byte[]} or a string.
 *
 * @param columns names, as the statement calls them
 * @param values one for each column; empty for NULL
 */
public record DbRow(List<String> columns, List<Optional<Object>> values) {
    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if there are not as many values as columns
     */
    public DbRow {
        columns = List.copyOf(columns);
        values = List.copyOf(values);
        if (columns.size() != values.size()) {
            throw new IllegalArgumentException("there must be a value for each column: " + columns.size() + " columns, "
                    + values.size() + " values");
        }
    }

    /**
     * A value.
     *
     * @param <T> its type
     * @param column its name, in upper or lower case
     * @param type its type; a number is converted where that loses nothing
     * @return the value; empty for NULL
     * @throws IllegalArgumentException if there is no such column, or its value is of another type
     */
    public <T> Optional<T> find(String column, Class<T> type) {
        return find(index(column), type);
    }

    /**
     * A value.
     *
     * @param <T> its type
     * @param column 0 for the first
     * @param type its type; a number is converted where that loses nothing
     * @return the value; empty for NULL
     * @throws IllegalArgumentException if there is no such column, or its value is of another type
     */
    public <T> Optional<T> find(int column, Class<T> type) {
        if (column < 0 || column >= columns.size()) {
            throw new IllegalArgumentException(
                    "column must be within 0.." + (columns.size() - 1) + ": column=" + column);
        }
        return values.get(column).map(value -> DbNumber.to(type, value, columns.get(column)));
    }

    /**
     * A value that is there.
     *
     * @param <T> its type
     * @param column its name, in upper or lower case
     * @param type its type; a number is converted where that loses nothing
     * @return the value
     * @throws IllegalArgumentException if there is no such column, or its value is NULL or of another type
     */
    public <T> T get(String column, Class<T> type) {
        return get(index(column), type);
    }

    /**
     * A value that is there.
     *
     * @param <T> its type
     * @param column 0 for the first
     * @param type its type; a number is converted where that loses nothing
     * @return the value
     * @throws IllegalArgumentException if there is no such column, or its value is NULL or of another type
     */
    public <T> T get(int column, Class<T> type) {
        return find(column, type)
                .orElseThrow(() -> new IllegalArgumentException("column " + columns.get(column) + " is NULL"));
    }

    private int index(String column) {
        for (int i = 0; i < columns.size(); i++) if (columns.get(i).equalsIgnoreCase(column)) return i;
        throw new IllegalArgumentException("there is no column " + column + ", but " + columns);
    }
}
