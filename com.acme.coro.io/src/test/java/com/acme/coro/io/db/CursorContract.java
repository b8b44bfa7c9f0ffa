package com.acme.coro.io.db;

import static com.acme.coro.io.db.Cursors.SOON;
import static com.acme.coro.io.db.Cursors.count;
import static com.acme.coro.io.db.Cursors.inCoroutine;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroTimeoutException;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.io.AsyncDbCursor;
import com.acme.coro.api.io.DbException;
import com.acme.coro.api.io.DbResult;
import com.acme.coro.api.io.DbRow;
import com.acme.coro.api.io.DbSpec;
import com.acme.coro.api.io.IoClosedException;
import com.acme.coro.api.standalone.CoroRuntime;
import com.acme.coro.testkit.CoroTest;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;

/** What holds for every database. */
abstract class CursorContract {
    /** Numbers the tables, so that no test sees another one's. */
    private static final AtomicInteger TABLES = new AtomicInteger();

    /** Connections to a database that is there. */
    abstract DataSource source();

    /** A query that takes longer than any test. */
    abstract String endless();

    /** How many connections are busy with {@link #endless}. */
    abstract long busy(AsyncDbCursor cursor);

    private static String table() {
        return "t" + TABLES.incrementAndGet();
    }

    private static List<Object> first(List<DbRow> rows) {
        return rows.stream().map(row -> row.values().get(0).orElseThrow()).toList();
    }

    private static AsyncDbCursor with(AsyncDbCursor cursor, String table, int rows) {
        cursor.execute("create table " + table + " (n int primary key, text varchar(100))");
        cursor.executeMany(
                "insert into " + table + " values (?, ?)",
                IntStream.range(0, rows).mapToObj(n -> List.of(n, "row " + n)).toList());
        cursor.commit();
        return cursor;
    }

    @CoroTest
    @DisplayName("G12 executes, fetches one, many and all, and tells what it changed")
    void shouldExecuteAndFetch(CoroRuntime runtime) {
        String table = table();
        inCoroutine(runtime, DbSpec.of(source()), cursor -> {
            with(cursor, table, 10);
            assertEquals(
                    new DbResult.Changed(3), cursor.execute("update " + table + " set text = ? where n < ?", "new", 3));
            assertInstanceOf(DbResult.Rows.class, cursor.execute("select n, text from " + table + " order by n"));
            DbRow row = cursor.fetchOne().orElseThrow();
            assertEquals(0, row.get("N", Integer.class));
            assertEquals("new", row.get(1, String.class));
            assertEquals(List.of(1, 2, 3), first(cursor.fetchMany(3)));
            assertEquals(List.of(4, 5), first(cursor.fetchMany(2)));
            var tooMany = assertThrows(DbException.class, () -> cursor.fetchAll(3));
            assertTrue(tooMany.getMessage().startsWith("there are more than 3 rows"), tooMany.getMessage());
            assertEquals(List.of(6, 7, 8, 9), first(cursor.fetchAll(4)));
            assertEquals(Optional.empty(), cursor.fetchOne());
            assertEquals(List.of(), cursor.fetchMany(5));
            assertEquals(List.of(), cursor.fetchAll(0));
            cursor.commit();
            assertThrows(IllegalStateException.class, cursor::fetchOne);
            return null;
        });
    }

    @CoroTest
    @DisplayName("values come as those of the JDK; NULL is an empty Optional, both ways")
    void shouldConvertValues(CoroRuntime runtime) {
        inCoroutine(runtime, DbSpec.of(source()), cursor -> {
            var date = LocalDate.of(2026, 2, 28);
            var time = LocalTime.of(23, 59, 58);
            var zoned = OffsetDateTime.of(date, time, ZoneOffset.UTC);
            cursor.execute(
                    "select cast(? as date) d, cast(? as time) t, cast(? as timestamp) dt, cast(? as timestamp with"
                            + " time zone) z, cast(? as decimal(20, 3)) m, cast(? as varchar(9)) s, cast(? as int)"
                            + " nothing, cast(? as boolean) b",
                    date,
                    time,
                    date.atTime(time),
                    zoned,
                    new BigDecimal("12.500"),
                    "text",
                    Optional.empty(),
                    true);
            DbRow row = cursor.fetchOne().orElseThrow();
            assertEquals(date, row.get("d", LocalDate.class));
            assertEquals(time, row.get("t", LocalTime.class));
            assertEquals(date.atTime(time), row.get("dt", LocalDateTime.class));
            assertEquals(zoned.toInstant(), row.get("z", OffsetDateTime.class).toInstant());
            assertEquals(new BigDecimal("12.500"), row.get("m", BigDecimal.class));
            assertEquals(12.5, row.get("m", Double.class));
            assertEquals("text", row.get("s", String.class));
            assertEquals(Optional.empty(), row.find("nothing", Integer.class));
            assertTrue(row.get("b", Boolean.class));
            assertThrows(IllegalArgumentException.class, () -> row.get("nothing", Integer.class));
            assertThrows(IllegalArgumentException.class, () -> row.get("m", Long.class));
            assertThrows(IllegalArgumentException.class, () -> row.get("s", Long.class));
            assertThrows(IllegalArgumentException.class, () -> row.get("x", Long.class));
            assertThrows(IllegalArgumentException.class, () -> row.get(8, Long.class));
            assertThrows(NullPointerException.class, () -> cursor.execute("select ?", (Object) null));
            return null;
        });
    }

    @CoroTest
    @DisplayName("many sets of parameters go a thousand at a time; one that is refused is told with its state")
    void shouldExecuteMany(CoroRuntime runtime) {
        String table = table();
        inCoroutine(runtime, DbSpec.of(source()), cursor -> {
            with(cursor, table, 0);
            String insert = "insert into " + table + " values (?, ?)";
            var taken = new AtomicInteger();
            Iterable<List<Object>> sets = () -> IntStream.range(0, 2500)
                    .peek(n -> taken.incrementAndGet())
                    .<List<Object>>mapToObj(n -> List.of(n, "x"))
                    .iterator();
            assertEquals(2500, cursor.executeMany(insert, sets));
            assertEquals(2500, taken.get());
            assertEquals(0, cursor.executeMany(insert, List.of()));
            cursor.commit();
            var twice = assertThrows(
                    DbException.class, () -> cursor.executeMany(insert, List.of(List.of(3000, "x"), List.of(1, "x"))));
            assertEquals("23505", twice.sqlState());
            cursor.rollback();
            assertEquals(2500, count(cursor, "select count(*) from " + table));
            return null;
        });
    }

    @CoroTest
    @DisplayName("what is committed others see; what is rolled back, or left when the cursor is closed, nobody does")
    void shouldKeepTransactions(CoroRuntime runtime) {
        String table = table();
        DbSpec spec = DbSpec.of(source());
        inCoroutine(runtime, spec, cursor -> {
            with(cursor, table, 1);
            cursor.execute("insert into " + table + " values (1, 'undone')");
            cursor.rollback();
            cursor.execute("insert into " + table + " values (2, 'done')");
            cursor.commit();
            cursor.execute("insert into " + table + " values (3, 'left')");
            return null;
        });
        inCoroutine(runtime, spec, cursor -> {
            cursor.execute("select n from " + table + " order by n");
            assertEquals(List.of(0, 2), first(cursor.fetchAll(10)));
            return null;
        });
    }

    @CoroTest
    @DisplayName("a stream of rows has no more of them in memory than the fetch size")
    void shouldStreamRows(CoroRuntime runtime) {
        String table = table();
        var counted = new CountedRows(source());
        inCoroutine(runtime, DbSpec.of(counted.source()).fetchSize(50), cursor -> {
            with(cursor, table, 1000);
            cursor.execute("select n from " + table + " order by n");
            int sum = 0;
            int read = 0;
            for (DbRow row : cursor.rows()) {
                sum += row.get(0, Integer.class);
                read++;
                assertTrue(counted.rows() - read <= 50, counted.rows() + " in memory after " + read);
            }
            assertEquals(999 * 1000 / 2, sum);
            return null;
        });
    }

    @CoroTest
    @DisplayName("a time-out, a raise and a termination cancel a statement in the database too; then it goes on after a"
            + " roll-back")
    void shouldCancelStatements(CoroRuntime runtime, Scheduler coros) {
        try (var cursors = new Cursors(runtime.parking())) {
            AsyncDbCursor cursor = cursors.open(DbSpec.of(source()));
            AsyncDbCursor watching = cursors.open(DbSpec.of(source()));
            var late =
                    assertThrows(CoroTimeoutException.class, () -> cursor.execute(Duration.ofMillis(100), endless()));
            assertTrue(late.getMessage().startsWith("executing "), late.getMessage());
            cursor.rollback();
            assertEquals(0, busy(watching));
            assertEquals(1, count(cursor, "select 1"));
            for (boolean terminate : new boolean[] {true, false}) {
                cursor.rollback();
                Coro caller = coros.spawn("caller", self -> cursor.execute(endless()));
                com.acme.coro.testkit.Eventually.holds("it runs", () -> busy(watching) == 1);
                if (terminate) caller.terminate("enough");
                else caller.raise(new IllegalStateException("enough"));
                assertTrue(caller.tryJoin(SOON).isPresent());
                cursor.rollback();
                assertEquals(0, busy(watching));
                assertEquals(1, count(cursor, "select 1"));
            }
            DbSpec limited = DbSpec.of(source()).timeout(Duration.ofMillis(200));
            assertThrows(CoroTimeoutException.class, () -> cursors.open(limited).execute(endless()));
        }
    }

    @CoroTest
    @DisplayName(
            "closing cancels what runs, and tells who waits for it; a cursor ends with its owner, a bundle's with it")
    void shouldClose(CoroRuntime runtime, Scheduler coros) {
        try (var cursors = new Cursors(runtime.parking());
                var watching = new Cursors(runtime.parking())) {
            AsyncDbCursor watcher = watching.open(DbSpec.of(source()));
            AsyncDbCursor cursor = cursors.open(DbSpec.of(source()));
            Coro caller = coros.spawn("caller", self -> cursor.execute(endless()));
            com.acme.coro.testkit.Eventually.holds("it runs", () -> busy(watcher) == 1);
            cursor.close();
            cursor.close();
            var failed = (Outcome.Failed) caller.tryJoin(SOON).orElseThrow();
            assertEquals(IoClosedException.class.getName(), failed.failure().type());
            assertFalse(cursor.isOpen());
            assertThrows(IoClosedException.class, () -> cursor.execute("select 1"));
            assertThrows(IoClosedException.class, cursor::commit);
            assertEquals(0, busy(watcher));

            var owned = new ArrayList<AsyncDbCursor>();
            coros.spawn("owner", self -> {
                        owned.add(cursors.open(DbSpec.of(source())));
                        throw new IllegalStateException("failed");
                    })
                    .tryJoin(SOON);
            assertFalse(owned.get(0).isOpen());
            AsyncDbCursor ofBundle = cursors.open(DbSpec.of(source()));
            cursors.bundle.close();
            assertFalse(ofBundle.isOpen());
        }
    }

    @CoroTest
    @DisplayName("no more cursors are open than may be: who comes later waits, for a time, and no scheduler does")
    void shouldBoundCursors(CoroRuntime runtime, Scheduler coros) {
        try (var cursors = new Cursors(runtime.parking(), 2, Map.of())) {
            AsyncDbCursor first = cursors.open(DbSpec.of(source()));
            cursors.open(DbSpec.of(source()));
            var late = assertThrows(
                    CoroTimeoutException.class,
                    () -> cursors.open(DbSpec.of(source()).timeout(Duration.ofMillis(20))));
            assertTrue(late.getMessage().contains("db.cursors"), late.getMessage());
            Coro waits = coros.spawn(
                    "waits", self -> cursors.open(DbSpec.of(source())).isOpen());
            Coro gone = coros.spawn("gone", self -> cursors.open(DbSpec.of(source())));
            coros.spawn("the scheduler goes on", self -> self.sleep(Duration.ofMillis(1)))
                    .tryJoin(SOON);
            gone.terminate("enough");
            assertTrue(gone.tryJoin(SOON).isPresent());
            first.close();
            assertEquals(true, waits.value(SOON));
            cursors.process.resize(3);
            cursors.open(DbSpec.of(source()));
            cursors.open(DbSpec.of(source()));
        }
    }

    @CoroTest
    @DisplayName("a hundred coroutines share four connections, and each gets its own rows")
    void shouldServeMany(CoroRuntime runtime, Scheduler coros) {
        try (var cursors = new Cursors(runtime.parking(), 4, Map.of())) {
            var all = new ArrayList<Coro>();
            for (int i = 0; i < 100; i++) {
                int n = i;
                all.add(coros.spawn("user", self -> {
                    try (AsyncDbCursor cursor = cursors.open(DbSpec.of(source()))) {
                        return count(cursor, "select cast(? as int)", n);
                    }
                }));
            }
            for (int i = 0; i < 100; i++) assertEquals((long) i, all.get(i).value(SOON));
        }
    }

    @CoroTest
    @DisplayName("a second user is refused; what cannot be is told in a sentence; services are found by their names")
    void shouldTellWhatFails(CoroRuntime runtime, Scheduler coros) {
        try (var cursors = new Cursors(runtime.parking(), 8, Map.of("stock", source()))) {
            AsyncDbCursor cursor = cursors.open(DbSpec.named("stock"));
            assertEquals(1, count(cursor, "select 1"));
            Coro first = coros.spawn("first", self -> cursor.execute(endless()));
            coros.spawn("last in the queue", self -> null).tryJoin(SOON);
            var second = assertThrows(IllegalStateException.class, () -> cursor.execute("select 1"));
            assertEquals("somebody else is using the cursor: stock", second.getMessage());
            first.terminate("enough");
            assertTrue(first.tryJoin(SOON).isPresent());
            cursor.rollback();
            var none = assertThrows(DbException.class, () -> cursors.open(DbSpec.named("shop")));
            assertEquals("no connection: shop: there is no such data source", none.getMessage());
            assertEquals("shop", none.where());
            var wrong = assertThrows(DbException.class, () -> cursor.execute("selec 1"));
            assertTrue(wrong.getMessage().startsWith("executing selec 1 failed: "), wrong.getMessage());
            assertTrue(wrong.sqlState().startsWith("42"), wrong.sqlState());
            cursor.rollback();
            assertThrows(IllegalArgumentException.class, () -> cursor.fetchMany(0));
            assertThrows(IllegalArgumentException.class, () -> cursor.fetchAll(-1));
            assertThrows(IllegalArgumentException.class, () -> DbSpec.named(" "));
            assertThrows(IllegalArgumentException.class, () -> DbSpec.named("x").timeout(Duration.ZERO));
            assertThrows(IllegalArgumentException.class, () -> DbSpec.named("x").fetchSize(0));
            assertThrows(IllegalStateException.class, cursor::fetchOne);
        }
    }

    @CoroTest
    @DisplayName("what is large comes as bytes and text")
    void shouldBringLargeValues(CoroRuntime runtime) {
        String table = table();
        inCoroutine(runtime, DbSpec.of(source()), cursor -> {
            byte[] data = new byte[100_000];
            for (int i = 0; i < data.length; i++) data[i] = (byte) i;
            cursor.execute("create table " + table + " (bytes " + bytesType() + ", words " + textType() + ")");
            cursor.execute("insert into " + table + " values (?, ?)", data, "x".repeat(100_000));
            cursor.execute("select * from " + table);
            DbRow row = cursor.fetchOne().orElseThrow();
            assertArrayEquals(data, row.get("bytes", byte[].class));
            assertEquals(100_000, row.get("words", String.class).length());
            return null;
        });
    }

    abstract String bytesType();

    abstract String textType();
}
