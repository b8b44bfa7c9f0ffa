package com.acme.coro.io.db;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.acme.coro.api.Outcome;
import com.acme.coro.api.io.AsyncDbCursor;
import com.acme.coro.api.io.DbSpec;
import com.acme.coro.api.spi.Parking;
import com.acme.coro.api.standalone.CoroRuntime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;

/** The cursors of one test, as a bundle has them. Complaints fail the test. */
final class Cursors implements AutoCloseable {
    static final Duration SOON = Duration.ofSeconds(30);

    /** Runs in a coroutine. */
    interface Body {
        Object run(AsyncDbCursor cursor) throws Exception;
    }

    final CursorsOfProcess process;
    final CursorsOfProcess.OfBundle bundle;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    Cursors(Parking parking, int most, Map<String, DataSource> services) {
        process =
                new CursorsOfProcess(parking, System::nanoTime, most, (what, why) -> complaints.add(what + ": " + why));
        bundle = process.ofBundle(
                name -> Optional.ofNullable(services.get(name)).map(source -> new DataSources.Loan(source, () -> {})));
    }

    Cursors(Parking parking) {
        this(parking, 8, Map.of());
    }

    AsyncDbCursor open(DbSpec spec) {
        return bundle.open(spec);
    }

    /** Has a coroutine use a cursor. */
    static void inCoroutine(CoroRuntime runtime, DbSpec spec, Body body) {
        try (var cursors = new Cursors(runtime.parking())) {
            Outcome how = runtime.scheduler("default")
                    .spawn("user", self -> {
                        try (AsyncDbCursor cursor = cursors.open(spec)) {
                            return body.run(cursor);
                        }
                    })
                    .tryJoin(SOON)
                    .orElseThrow();
            if (how instanceof Outcome.Failed failed)
                throw new AssertionError(failed.failure().toString());
        }
    }

    /** The only value of the only row. */
    static long count(AsyncDbCursor cursor, String sql, Object... parameters) {
        cursor.execute(sql, parameters);
        return cursor.fetchOne().orElseThrow().get(0, Long.class);
    }

    @Override
    public void close() {
        bundle.close();
        process.close();
        assertEquals(List.of(), complaints);
    }
}
