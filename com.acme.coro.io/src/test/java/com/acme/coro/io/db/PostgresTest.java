package com.acme.coro.io.db;

import static com.acme.coro.io.db.Cursors.SOON;
import static com.acme.coro.io.db.Cursors.count;
import static com.acme.coro.io.db.Cursors.inCoroutine;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroTimeoutException;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.SwapStatus;
import com.acme.coro.api.io.AsyncDbCursor;
import com.acme.coro.api.io.DbException;
import com.acme.coro.api.io.DbResult;
import com.acme.coro.api.io.DbRow;
import com.acme.coro.api.io.DbSpec;
import com.acme.coro.api.standalone.CoroRuntime;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;

@DisplayName("AsyncDbCursor on PostgreSQL")
class PostgresTest extends CursorContract {
    /** The first 20 rows come at once, the others never. */
    private static final String STALLING =
            "select n, pg_sleep(case when n > 20 then 1000 else 0 end) from generate_series(1, 1000) n";

    @Override
    DataSource source() {
        return Postgres.shared().source("coro");
    }

    @Override
    String endless() {
        return "select pg_sleep(1000)";
    }

    @Override
    long busy(AsyncDbCursor cursor) {
        return active(cursor, "pg_sleep(1000)");
    }

    private static long active(AsyncDbCursor cursor, String query) {
        long active = count(
                cursor,
                "select count(*) from pg_stat_activity where state = 'active' and pid <> pg_backend_pid() and query"
                        + " like ?",
                "%" + query + "%");
        cursor.rollback(); // what it sees is that of its transaction
        return active;
    }

    @Override
    String bytesType() {
        return "bytea";
    }

    @Override
    String textType() {
        return "text";
    }

    @CoroTest
    @DisplayName("rows are fetched in portions: those that are there are read while the database is at the next")
    void shouldFetchInPortions(CoroRuntime runtime) {
        inCoroutine(runtime, DbSpec.of(source()).fetchSize(10), cursor -> {
            cursor.execute(STALLING);
            for (int n = 1; n <= 20; n++)
                assertEquals(n, cursor.fetchOne().orElseThrow().get("n", Integer.class));
            assertThrows(CoroTimeoutException.class, () -> cursor.fetchMany(1, Duration.ofMillis(20)));
            cursor.rollback(); // does not wait for what nobody wants any more
            assertEquals(1, count(cursor, "select 1"));
            return null;
        });
    }

    @CoroTest
    @DisplayName("a fetch whose time is up leaves its rows to the next; a raise and a termination do, too")
    void shouldLoseNoRows(CoroRuntime runtime, Scheduler coros) {
        try (var cursors = new Cursors(runtime.parking())) {
            AsyncDbCursor cursor = cursors.open(DbSpec.of(source()).fetchSize(1));
            cursor.execute("select n, pg_sleep(0.05) from generate_series(1, 12) n");
            Coro raised = coros.spawn("raised", self -> cursor.fetchMany(10));
            coros.spawn("last in the queue", self -> null).tryJoin(SOON);
            raised.raise(new IllegalStateException("enough"));
            assertTrue(raised.tryJoin(SOON).isPresent());
            Coro terminated = coros.spawn("terminated", self -> cursor.fetchMany(10));
            coros.spawn("last in the queue", self -> null).tryJoin(SOON);
            terminated.terminate("enough");
            assertTrue(terminated.tryJoin(SOON).isPresent());
            var got = new ArrayList<Integer>();
            while (got.size() < 12) {
                try {
                    for (DbRow row : cursor.fetchMany(2, Duration.ofMillis(20))) got.add(row.get(0, Integer.class));
                } catch (CoroTimeoutException late) {
                    // once more
                }
            }
            assertEquals(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12), got);
        }
    }

    @CoroTest
    @DisplayName("a swap ends a fetch, and finishes a statement first; the cursor goes along in its transaction")
    void shouldGoToTheNextVersion(CoroRuntime runtime, Scheduler coros) {
        try (var cursors = new Cursors(runtime.parking());
                var watching = new Cursors(runtime.parking())) {
            AsyncDbCursor watcher = watching.open(DbSpec.of(source()));
            runtime.offer("v2", (self, args) -> {
                AsyncDbCursor carried = self.carried(AsyncDbCursor.class).orElseThrow();
                var row = carried.fetchOne().orElseThrow();
                self.swappable(() -> carried);
                carried.execute("select pg_sleep(0.3), 'finished'");
                return row.get(0, Integer.class) + " "
                        + carried.fetchOne().orElseThrow().get(1, String.class) + self.receive();
            });
            runtime.offer("v3", (self, args) -> {
                AsyncDbCursor carried = self.carried(AsyncDbCursor.class).orElseThrow();
                return carried.fetchOne().orElseThrow().get(1, String.class);
            });
            var opened = new AtomicReference<AsyncDbCursor>();
            Coro reader = coros.spawn("reader", self -> {
                AsyncDbCursor cursor = cursors.open(DbSpec.of(source()));
                self.swappable(() -> cursor);
                cursor.execute("select 7");
                opened.set(cursor);
                return self.receive();
            });
            Eventually.holds("it is open", () -> opened.get() != null);
            assertEquals(new SwapStatus.Applied(), reader.swap("v2").await(SOON));
            Eventually.holds("the statement runs", () -> active(watcher, "'finished'") == 1);
            assertEquals(new SwapStatus.Applied(), reader.swap("v3").await(SOON));
            assertEquals("finished", reader.value(SOON));
            assertFalse(opened.get().isOpen(), "it ended with its owner");
        }
    }

    @CoroTest
    @DisplayName("a statement that waits for a lock does not keep others from being executed")
    void shouldNotBlockWhoReleases(CoroRuntime runtime, Scheduler coros) {
        try (var cursors = new Cursors(runtime.parking())) {
            AsyncDbCursor holder = cursors.open(DbSpec.of(source()));
            holder.execute("select pg_advisory_xact_lock(42)");
            AsyncDbCursor watcher = cursors.open(DbSpec.of(source()));
            var all = new ArrayList<Coro>();
            for (int i = 0; i < 5; i++) {
                all.add(coros.spawn("waits", self -> {
                    try (AsyncDbCursor cursor = cursors.open(DbSpec.of(source()))) {
                        return cursor.execute("select pg_advisory_xact_lock(42)");
                    }
                }));
            }
            Eventually.holds("they wait", () -> active(watcher, "xact_lock(42)") == 5);
            holder.rollback();
            for (Coro each : all) assertTrue(each.value(SOON) instanceof DbResult.Rows);
        }
    }

    @CoroTest
    @DisplayName("arrays are lists, and every connection is given back")
    void shouldGiveBackConnections(CoroRuntime runtime) {
        DataSource named = Postgres.shared().source("given back");
        inCoroutine(runtime, DbSpec.of(named), cursor -> {
            cursor.execute("select array[1, 2, 3], array[['a'], ['b']]");
            DbRow row = cursor.fetchOne().orElseThrow();
            assertEquals(List.of(1, 2, 3), row.get(0, List.class));
            assertEquals(List.of(List.of("a"), List.of("b")), row.get(1, List.class));
            return null;
        });
        inCoroutine(runtime, DbSpec.of(source()), cursor -> {
            Eventually.holds("none is left", () -> {
                long left =
                        count(cursor, "select count(*) from pg_stat_activity where application_name = 'given back'");
                cursor.rollback();
                return left == 0;
            });
            return null;
        });
    }

    @CoroTest
    @DisplayName("a database that goes away in mid-fetch is told, what came is kept, and nothing hangs")
    void shouldBearALostDatabase(CoroRuntime runtime) {
        try (Postgres own = Postgres.start()) {
            inCoroutine(runtime, DbSpec.of(own.source("lost")).fetchSize(10), cursor -> {
                cursor.execute("select * from generate_series(1, 1000000)");
                assertEquals(1, cursor.fetchOne().orElseThrow().get(0, Integer.class));
                own.stop();
                assertEquals(9, cursor.fetchMany(9).size(), "what had come");
                var lost = assertThrows(DbException.class, () -> cursor.fetchMany(10));
                assertTrue(lost.getMessage().startsWith("fetching failed: "), lost.getMessage());
                assertTrue(lost.sqlState().startsWith("57") || lost.sqlState().startsWith("08"), lost.sqlState());
                assertThrows(DbException.class, () -> cursor.execute("select 1"));
                assertThrows(DbException.class, cursor::commit);
                return null;
            });
            try (var cursors = new Cursors(runtime.parking(), 1, java.util.Map.of())) {
                for (int i = 0; i < 3; i++) {
                    var refused = assertThrows(DbException.class, () -> cursors.open(DbSpec.of(own.source("late"))));
                    assertTrue(refused.getMessage().startsWith("no connection: "), refused.getMessage());
                    assertEquals("08001", refused.sqlState());
                }
            }
        }
    }
}
