package com.acme.coro.io.db;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.io.AsyncDbCursor;
import com.acme.coro.api.io.DbSpec;
import com.acme.coro.api.standalone.Carrier;
import com.acme.coro.api.standalone.CoroRuntime;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.Eventually;
import org.junit.jupiter.api.DisplayName;

@DisplayName("AsyncDbCursor on a driver that heeds nothing")
class StubbornTest {
    @CoroTest(carriers = Carrier.OWN)
    @DisplayName("a statement that does not heed its cancelling has its connection broken off; the caller did not wait")
    void shouldBreakOff(CoroRuntime runtime, Scheduler coros) {
        var driver = new StubbornDriver();
        try (var cursors = new Cursors(runtime.parking())) {
            AsyncDbCursor cursor = cursors.open(DbSpec.of(driver.source()));
            Coro caller = coros.spawn("caller", self -> cursor.execute("never"));
            Eventually.holds("it runs", () -> driver.executed.get() == 1);
            caller.terminate("enough");
            assertTrue(caller.tryJoin(Cursors.SOON).isPresent());
            assertFalse(driver.aborted(), "it has 5 s");
            Eventually.holds("it is cancelled more than once", () -> driver.cancelled.get() > 1);
            cursor.close();
            assertTrue(driver.aborted());
        }
    }
}
