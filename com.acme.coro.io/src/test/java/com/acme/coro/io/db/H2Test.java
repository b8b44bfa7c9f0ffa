package com.acme.coro.io.db;

import com.acme.coro.api.io.AsyncDbCursor;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.DisplayName;

@DisplayName("AsyncDbCursor on H2, embedded")
class H2Test extends CursorContract {
    @Override
    DataSource source() {
        var source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:cursors;DB_CLOSE_DELAY=-1");
        source.setUser("sa");
        return source;
    }

    @Override
    String endless() {
        return "select count(*) from system_range(1, 1000000000000) where mod(x, 7) = 8";
    }

    @Override
    long busy(AsyncDbCursor cursor) {
        long busy = Cursors.count(
                cursor,
                "select count(*) from information_schema.sessions where executing_statement like '%system_range(1,"
                        + " 1000%' and session_id <> session_id()");
        cursor.rollback();
        return busy;
    }

    @Override
    String bytesType() {
        return "blob";
    }

    @Override
    String textType() {
        return "clob";
    }
}
