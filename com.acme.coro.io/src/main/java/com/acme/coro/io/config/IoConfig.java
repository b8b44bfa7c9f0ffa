package com.acme.coro.io.config;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * How sockets, files, pipes and database cursors behave. A change takes effect for those to come, save for {@code
 * processors} and {@code read.buffer}, which hold until the bundle is started again.
 */
@ObjectClassDefinition(
        name = "Coro: input and output",
        description = "How sockets, files, pipes and database cursors behave. A change takes effect for those to come,"
                + " save for processors and read.buffer, which hold until the bundle is started again.")
public @interface IoConfig {
    /** PID. */
    String PID = "com.acme.coro.io";

    /**
     * Whether schedulers move bytes.
     *
     * @return true: a scheduler with a thread of its own moves the bytes of the connections of its coroutines; false:
     *     the processors move all
     */
    @AttributeDefinition(
            name = "By scheduler",
            description = "Whether the thread of a scheduler moves the bytes of the connections that its coroutines"
                    + " have connected or accepted: the least work for each message. Otherwise processors do, which"
                    + " lets one scheduler use two processors of the machine and costs more.")
    boolean by_scheduler() default true;

    /**
     * How many threads move the bytes of other connections.
     *
     * @return 0..256; 0: one for each two processors of the machine
     */
    @AttributeDefinition(
            name = "Processors",
            description = "How many threads move the bytes of connections that no scheduler moves; 0: half as many as"
                    + " the machine has processors.",
            min = "0",
            max = "256")
    int processors() default 0;

    /**
     * How much is read at a time.
     *
     * @return bytes, 512..1048576
     */
    @AttributeDefinition(
            name = "Read buffer",
            description = "How many bytes are read at a time. Each processor has one such buffer.",
            min = "512",
            max = "1048576")
    int read_buffer() default 65_536;

    /**
     * How much a connection keeps.
     *
     * @return bytes, 1024..1073741824
     */
    @AttributeDefinition(
            name = "Bytes per connection",
            description = "How many bytes a connection keeps in memory in each direction: those that nobody has read,"
                    + " and those that the network has not taken.",
            min = "1024",
            max = "1073741824")
    int bytes_per_connection() default 65_536;

    /**
     * How long connecting may take.
     *
     * @return milliseconds, 1..86400000
     */
    @AttributeDefinition(
            name = "Time for connecting",
            description = "How long connecting may take where the program says nothing else, in milliseconds.",
            min = "1",
            max = "86400000")
    long connect_timeout() default 30_000;

    /**
     * How long a handshake may take.
     *
     * @return milliseconds, 1..86400000
     */
    @AttributeDefinition(
            name = "Time for a handshake",
            description = "How long the handshake of TLS may take, in milliseconds.",
            min = "1",
            max = "86400000")
    long handshake_timeout() default 10_000;

    /**
     * How many threads wait for disks.
     *
     * @return 1..1024
     */
    @AttributeDefinition(
            name = "Threads for files",
            description = "How many calls on files may wait for a disk at a time; further ones wait for their turn.",
            min = "1",
            max = "1024")
    int file_threads() default 8;

    /**
     * How many programs may run.
     *
     * @return 1..100000
     */
    @AttributeDefinition(
            name = "Programs",
            description = "How many programs that pipes have started may run at a time; further ones are refused. Each"
                    + " may take three threads.",
            min = "1",
            max = "100000")
    int pipe_programs() default 256;

    /**
     * How many cursors may be open.
     *
     * @return 1..10000
     */
    @AttributeDefinition(
            name = "Database cursors",
            description =
                    "How many database cursors may be open at a time; further ones wait for their turn. Each has a"
                            + " connection, and may take a thread.",
            min = "1",
            max = "10000")
    int db_cursors() default 32;
}
