package com.acme.coro.io.db;

import com.acme.coro.api.io.DbRow;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Rows as values that need no connection any more, and parameters. */
final class Values {
    /** How large a large object may be. */
    private static final int LARGE = 1 << 24;

    private static final Set<String> ZONED = Set.of("timestamptz", "timetz");

    private Values() {}

    static List<String> columns(ResultSetMetaData data) throws SQLException {
        var names = new ArrayList<String>();
        for (int i = 1; i <= data.getColumnCount(); i++) names.add(data.getColumnLabel(i));
        return List.copyOf(names);
    }

    static DbRow row(List<String> columns, ResultSet at, ResultSetMetaData data) throws SQLException {
        var values = new ArrayList<Optional<Object>>(columns.size());
        for (int i = 1; i <= columns.size(); i++) values.add(Optional.ofNullable(value(at, data, i)));
        return DbRow.of(columns, values);
    }

    private static Object value(ResultSet at, ResultSetMetaData data, int i) throws SQLException {
        return switch (data.getColumnType(i)) {
            case Types.DATE -> at.getObject(i, LocalDate.class);
            case Types.TIME -> zoned(data, i) ? at.getObject(i, OffsetTime.class) : at.getObject(i, LocalTime.class);
            case Types.TIMESTAMP ->
                zoned(data, i) ? at.getObject(i, OffsetDateTime.class) : at.getObject(i, LocalDateTime.class);
            case Types.TIMESTAMP_WITH_TIMEZONE -> at.getObject(i, OffsetDateTime.class);
            default -> detached(at.getObject(i));
        };
    }

    /** PostgreSQL's driver calls those with a zone and those without by the same type. */
    private static boolean zoned(ResultSetMetaData data, int i) throws SQLException {
        return ZONED.contains(data.getColumnTypeName(i));
    }

    private static Object detached(Object value) throws SQLException {
        return switch (value) {
            case null -> null;
            case Blob blob -> blob.getBytes(1, (int) bounded(blob.length()));
            case Clob clob -> clob.getSubString(1, (int) bounded(clob.length()));
            case SQLXML xml -> xml.getString();
            case Array array -> list(array.getArray());
            default -> value;
        };
    }

    private static long bounded(long length) throws SQLException {
        if (length > LARGE) throw new SQLException("a value is larger than " + LARGE + ": " + length);
        return length;
    }

    private static Object list(Object array) {
        if (!(array instanceof Object[] elements)) return array;
        return Arrays.stream(elements)
                .map(each -> each instanceof Object[] ? list(each) : each)
                .toList();
    }

    /** Sets the parameters of a statement. */
    static void set(PreparedStatement statement, Object[] parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            Object value = parameters[i] instanceof Optional<?> optional ? optional.orElse(null) : parameters[i];
            statement.setObject(i + 1, value);
        }
    }

    /** Copies parameters, as those of a statement that is still to be executed must not change, and refuses null. */
    static Object[] checked(Object[] parameters) {
        Object[] copy = parameters.clone();
        for (int i = 0; i < copy.length; i++) {
            if (copy[i] == null)
                throw new NullPointerException("parameter " + (i + 1) + " is null: Optional.empty() is NULL");
        }
        return copy;
    }
}
