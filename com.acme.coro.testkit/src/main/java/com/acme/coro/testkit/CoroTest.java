package com.acme.coro.testkit;

import com.acme.coro.api.standalone.Carrier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test with a runtime of its own, run once for each kind of carrier and, if it takes a {@link Refs}, for each kind of
 * references.
 *
 * <pre>{@code
 * @CoroTest
 * void shouldSleepAnHour(Scheduler coros, VirtualTime time) {
 *     Coro sleeper = coros.spawn("sleeper", self -> self.sleep(Duration.ofHours(1)));
 *     time.advance(Duration.ofHours(1));
 *     assertFalse(sleeper.alive());
 * }
 * }</pre>
 *
 * <p>Parameters: a {@code CoroRuntime} and all that it has ({@code Scheduler}, which is the default one, {@code Locks},
 * {@code Channels}, {@code Supervisors}, {@code ThreadPools}, {@code Parking}, {@code References}, {@code Names}, {@code
 * Coroutines}), {@link Events}, {@link Steps}, {@link Refs}, {@link Carrier}, and {@link VirtualTime}: with the last one
 * time is virtual, without it is real.
 *
 * <p>A failure prints the coroutine dump. After the test the runtime is closed, and it fails if a coroutine or thread
 * stays behind.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@TestTemplate
@ExtendWith(CoroExtension.class)
public @interface CoroTest {
    /**
     * The carriers to run on.
     *
     * @return each kind once
     */
    Carrier[] carriers() default {Carrier.OWN, Carrier.JVM};

    /**
     * How long clean-up may wait.
     *
     * @return an ISO-8601 duration
     */
    String cleanupGrace() default "PT5S";

    /**
     * How long a coroutine that must go may take before it is interrupted, and again before it is cut off.
     *
     * @return an ISO-8601 duration
     */
    String stopGrace() default "PT1S";

    /**
     * Whether every message travels as bytes, see {@link ThroughCodec}.
     *
     * @return true for a program that is to be distributed
     */
    boolean throughCodec() default false;

    /**
     * From which length on a turn is reported.
     *
     * @return an ISO-8601 duration
     */
    String longTurn() default "PT0.5S";

    /**
     * From which depth on a mailbox is reported.
     *
     * @return a number of messages
     */
    int deepMailbox() default 100_000;
}
