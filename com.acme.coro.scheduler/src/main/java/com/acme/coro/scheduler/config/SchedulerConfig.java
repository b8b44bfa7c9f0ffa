package com.acme.coro.scheduler.config;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/**
 * How a scheduler behaves. A change takes effect at once, save for {@code name} and {@code carrier}, which hold until
 * the scheduler is started again.
 */
@ObjectClassDefinition(
        name = "Coro: scheduler",
        description = "How a scheduler behaves. The one called default needs no configuration; further ones are made"
                + " with the factory PID. A change takes effect at once, save for name and carrier, which hold until"
                + " the scheduler is started again.")
public @interface SchedulerConfig {
    /** PID of the scheduler called default. */
    String PID = "com.acme.coro.scheduler";

    /** Factory PID of further schedulers. */
    String FACTORY_PID = "com.acme.coro.scheduler.named";

    /**
     * Service property {@code coro.scheduler}.
     *
     * @return not empty; "default" is the name of the one that needs no configuration
     */
    @AttributeDefinition(
            name = "Name",
            description = "Name of a further scheduler: the value of the service property coro.scheduler. Ignored for"
                    + " the one called default.",
            required = false)
    String name() default "default";

    /**
     * The bundles whose coroutines it runs.
     *
     * @return symbolic names, with * for any characters
     */
    @AttributeDefinition(
            name = "Bundles",
            description =
                    "Symbolic names of the bundles whose coroutines it runs, with * for any characters: those that"
                        + " have not chosen a scheduler themselves, by the target of a reference or in @Start. Where"
                        + " several schedulers name a bundle, the longest pattern counts. A change counts for a bundle"
                        + " when that is started the next time.",
            required = false)
    String[] bundles() default {};

    /**
     * Which threads carry the coroutines.
     *
     * @return AUTO, OWN or JVM
     */
    @AttributeDefinition(
            name = "Carrier",
            description = "Which threads carry the coroutines: the scheduler's own, which switches faster and takes"
                    + " --add-opens java.base/java.lang=ALL-UNNAMED, or those the JVM keeps for virtual threads."
                    + " AUTO: its own where the JVM allows it.",
            options = {
                @Option(label = "AUTO", value = "AUTO"),
                @Option(label = "OWN", value = "OWN"),
                @Option(label = "JVM", value = "JVM")
            })
    String carrier() default "AUTO";

    /**
     * How long clean-up may wait once a coroutine was terminated.
     *
     * @return milliseconds, 0..86400000
     */
    @AttributeDefinition(
            name = "Grace for clean-up",
            description = "How long the clean-up of a terminated coroutine may wait, in milliseconds; 0: not at all.",
            min = "0",
            max = "86400000")
    long cleanup_grace() default 5_000;

    /**
     * How long a coroutine that must go may keep its turn, or wait outside of its clean-up.
     *
     * @return milliseconds, 0..86400000
     */
    @AttributeDefinition(
            name = "Grace for stopping",
            description = "How long a coroutine whose bundle or scheduler stops may keep its turn before it is"
                    + " interrupted, and as long again before it is cut off, in milliseconds. The time that it waits"
                    + " for a turn does not count, nor what its clean-up waits within the grace for clean-up.",
            min = "0",
            max = "86400000")
    long stop_grace() default 1_000;

    /**
     * How long all coroutines that must go may take together.
     *
     * @return milliseconds, 0..86400000
     */
    @AttributeDefinition(
            name = "Limit for stopping",
            description = "How long all coroutines of a bundle or scheduler that stops may take together to end, in"
                    + " milliseconds; those that are left are cut off.",
            min = "0",
            max = "86400000")
    long stop_limit() default 60_000;

    /**
     * From which length on a turn is reported.
     *
     * @return milliseconds, 1..86400000
     */
    @AttributeDefinition(
            name = "Long turn",
            description = "From which length on a turn is reported, in milliseconds: a coroutine that computes, or"
                    + " blocks in a call that is not ours, keeps all others of its scheduler waiting.",
            min = "1",
            max = "86400000")
    long long_turn() default 500;

    /**
     * From which depth on a mailbox is reported.
     *
     * @return messages, at least 1
     */
    @AttributeDefinition(
            name = "Deep mailbox",
            description = "From how many messages on a mailbox is reported, and again each time that has doubled.",
            min = "1")
    int deep_mailbox() default 100_000;

    /**
     * Whether the log shows the contents of messages that nothing handles.
     *
     * @return true to show them
     */
    @AttributeDefinition(
            name = "Contents of dead letters",
            description = "Whether the log shows the contents of messages that nothing handles, and not only their"
                    + " types. Listeners get the contents in any case.")
    boolean dead_letter_contents() default false;
}
