package com.acme.coro.scheduler.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Failure;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Restart;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RestartRuleTest {
    private static final Outcome FAILED = new Outcome.Failed(Failure.of(new IllegalStateException("no water")));
    private static final Outcome RETURNED = new Outcome.Returned("done");
    private static final Outcome TERMINATED = new Outcome.Terminated("enough");

    private static RestartRule rule(Restart restart) {
        return new RestartRule(restart, 100, 60_000);
    }

    private static List<Long> millis(RestartRule rule, int many) {
        var all = new ArrayList<Long>();
        for (int i = 0; i < many; i++) all.add(TimeUnit.NANOSECONDS.toMillis(rule.delayNanos(i)));
        return all;
    }

    @Test
    void shouldStartAfterAFailureUnlessItIsTemporary() {
        assertTrue(rule(Restart.TRANSIENT).startsAfter(FAILED));
        assertTrue(rule(Restart.PERMANENT).startsAfter(FAILED));
        assertFalse(rule(Restart.TEMPORARY).startsAfter(FAILED));
    }

    @Test
    void shouldStartAfterAReturnOnlyIfItIsPermanent() {
        assertFalse(rule(Restart.TRANSIENT).startsAfter(RETURNED));
        assertTrue(rule(Restart.PERMANENT).startsAfter(RETURNED));
    }

    @Test
    void shouldNeverStartWhatWasTerminated() {
        for (Restart each : Restart.values()) assertFalse(rule(each).startsAfter(TERMINATED));
    }

    @Test
    void shouldDoubleTheRestUpToItsLimit() {
        assertEquals(List.of(0L, 100L, 200L, 400L, 800L), millis(rule(Restart.TRANSIENT), 5));
        assertEquals(
                60_000, TimeUnit.NANOSECONDS.toMillis(rule(Restart.TRANSIENT).delayNanos(Integer.MAX_VALUE)));
        assertEquals(List.of(0L, 0L, 0L), millis(new RestartRule(Restart.TRANSIENT, 0, 60_000), 3));
        assertEquals(
                List.of(0L, 86_400_000L, 86_400_000L),
                millis(new RestartRule(Restart.TRANSIENT, 86_400_000, 86_400_000), 3));
    }
}
