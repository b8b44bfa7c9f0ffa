package com.acme.coro.hotswap.config;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** What happens to coroutines when the bundle of their function is updated. A change holds for the next update. */
@ObjectClassDefinition(
        name = "Coro: hot swap",
        description = "What happens to coroutines when the bundle of their function is updated. A change holds for the"
                + " next update.")
public @interface HotSwapConfig {
    /** The PID. */
    String PID = "com.acme.coro.hotswap";

    /**
     * How long a bundle that stops waits for its coroutines to make way.
     *
     * @return milliseconds, 0..3600000
     */
    @AttributeDefinition(
            name = "Time to make way",
            description = "How long a bundle that stops waits for its coroutines to make way, in milliseconds. Those"
                    + " that have not done so by then end.",
            min = "0",
            max = "3600000")
    long swap_quiesce() default 2_000;

    /**
     * How long a bundle that stops waits for a coroutine of another bundle that holds the scheduler.
     *
     * @return milliseconds, 0..3600000
     */
    @AttributeDefinition(
            name = "Time for a holder",
            description = "How long a bundle that stops waits, in all, for coroutines of other bundles that hold the"
                    + " scheduler, so that its own do not get a turn, in milliseconds. After that such a coroutine is"
                    + " interrupted, and detached if it goes on for stop.grace. One of the bundle's own coroutines is"
                    + " after swap.quiesce.",
            min = "0",
            max = "3600000")
    long swap_holder() default 30_000;

    /**
     * How long coroutines wait for their function to come back.
     *
     * @return milliseconds, 0..86400000
     */
    @AttributeDefinition(
            name = "Wait between versions",
            description = "How long coroutines wait for their bundle to offer their function again, in milliseconds."
                    + " After that they go on in another bundle's function of that name if there is one, and end"
                    + " otherwise.",
            min = "0",
            max = "86400000")
    long swap_wait() default 60_000;

    /**
     * How long a new version may take to start and to offer the functions.
     *
     * @return milliseconds, 1..86400000
     */
    @AttributeDefinition(
            name = "Time to start",
            description = "How long a new version may take to start, and then to offer the functions, in milliseconds."
                    + " After that it is rolled back.",
            min = "1",
            max = "86400000")
    long swap_start() default 5_000;

    /**
     * What to do when a message does not fit the new version.
     *
     * @return ROLL_BACK or DEAD_LETTER
     */
    @AttributeDefinition(
            name = "Messages that do not fit",
            description = "What to do when a message that waits cannot be given to the new version. ROLL_BACK: the"
                    + " version is rolled back. DEAD_LETTER: that message becomes a dead letter, with the reason.",
            options = {
                @Option(label = "ROLL_BACK", value = "ROLL_BACK"),
                @Option(label = "DEAD_LETTER", value = "DEAD_LETTER")
            })
    String swap_unfit() default "ROLL_BACK";

    /**
     * How many reports are kept.
     *
     * @return 0..100000
     */
    @AttributeDefinition(
            name = "Reports",
            description = "How many reports of swaps are kept, the last ones.",
            min = "0",
            max = "100000")
    int swap_reports() default 100;
}
