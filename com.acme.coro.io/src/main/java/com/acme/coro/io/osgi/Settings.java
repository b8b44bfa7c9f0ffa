package com.acme.coro.io.osgi;

import com.acme.coro.io.config.IoConfig;
import com.acme.coro.io.net.IoSettings;
import java.time.Duration;

/**
 * The validated form of the configuration.
 *
 * @param net of sockets
 * @param fileThreads how many threads wait for disks
 * @param programs how many programs may run
 * @param cursors how many cursors may be open
 */
record Settings(IoSettings net, int fileThreads, int programs, int cursors) {
    Settings {
        within("file.threads", fileThreads, 1024);
        within("pipe.programs", programs, 100_000);
        within("db.cursors", cursors, 10_000);
    }

    private static void within(String what, int value, int most) {
        if (value < 1 || value > most)
            throw new IllegalArgumentException(what + " must be within 1.." + most + ": " + value);
    }

    static Settings of(IoConfig c) {
        var net = new IoSettings(
                c.by_scheduler(),
                c.processors(),
                c.read_buffer(),
                c.bytes_per_connection(),
                Duration.ofMillis(c.connect_timeout()),
                Duration.ofMillis(c.handshake_timeout()));
        return new Settings(net, c.file_threads(), c.pipe_programs(), c.db_cursors());
    }
}
