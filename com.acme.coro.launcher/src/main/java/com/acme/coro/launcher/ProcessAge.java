package com.acme.coro.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/**
 * How long this process has been there, the script that became it included, but not what that built before: after a
 * build it says, in the property {@value #SINCE}, what /proc/uptime said.
 */
final class ProcessAge {
    // Linux counts in hundredths of a second for programs, whatever the kernel's own tick is.
    private static final double TICKS = 100;
    private static final int START_TIME = 19;
    private static final String SINCE = "coro.since";

    private ProcessAge() {}

    static Duration now(Clock clock) {
        try {
            // The start instant that Java reports is off by up to a second on Linux; these two files agree with each
            // other.
            String stat = Files.readString(Path.of("/proc/self/stat"));
            String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            double uptime =
                    Double.parseDouble(Files.readString(Path.of("/proc/uptime")).split(" ")[0]);
            double start = Long.parseLong(afterName[START_TIME]) / TICKS;
            double since = Math.max(start, Double.parseDouble(System.getProperty(SINCE, "0")));
            return Duration.ofMillis(Math.round((uptime - since) * 1_000));
        } catch (IOException | NumberFormatException notLinux) {
            return ProcessHandle.current()
                    .info()
                    .startInstant()
                    .map(start -> Duration.between(start, clock.instant()))
                    .orElse(Duration.ZERO);
        }
    }
}
