package com.acme.coro.api.io;

import java.util.List;
import java.util.Optional;

/**
 * A row. Dates and times are those of {@code java.time}; arrays are lists; what is large is a {@code byte[]} or a string.
 */
public final class DbRow {
    private final List<String> columns;
    private final List<Optional<Object>> values;

    private DbRow(List<String> columns, List<Optional<Object>> values) {
        this.columns = List.copyOf(columns);
        this.values = List.copyOf(values);
        if (columns.size() != values.size()) {
            throw new IllegalArgumentException("there must be a value for each column: " + columns.size() + " columns, "
                    + values.size() + " values");
        }
    }

    /**
     * A row of columns and values.
     *
     * @param columns names, as the statement calls them
     * @param values one for each column; empty for NULL
     * @return the row
     * @throws IllegalArgumentException if there are not as many values as columns
     */
    public static DbRow of(List<String> columns, List<Optional<Object>> values) {
        return new DbRow(columns, values);
    }

    /** {@return the names of the columns, as the statement calls them} */
    public List<String> columns() {
        return columns;
    }

    /** {@return the values, one for each column; empty for NULL} */
    public List<Optional<Object>> values() {
        return values;
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

    @Override
    public boolean equals(Object other) {
        return other instanceof DbRow row && columns.equals(row.columns) && values.equals(row.values);
    }

    @Override
    public int hashCode() {
        return 31 * columns.hashCode() + values.hashCode();
    }

    @Override
    public String toString() {
        return "DbRow[columns=" + columns + ", values=" + values + "]";
    }
}
