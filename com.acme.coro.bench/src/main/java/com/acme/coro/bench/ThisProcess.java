package com.acme.coro.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What the operating system says of this process. */
final class ThisProcess {
    private static final Path STATUS = Path.of("/proc/self/status");

    private ThisProcess() {}

    /** Resident memory now, in MB; -1 on systems without {@code /proc}. */
    static double residentMb() {
        return megabytes("VmRSS:");
    }

    /** The most there was, in MB; -1 on systems without {@code /proc}. */
    static double peakMb() {
        return megabytes("VmHWM:");
    }

    /** CPU time since the process began; coarse, in steps of 10 ms on Linux. */
    static double cpuSeconds() {
        return ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toMillis()
                / 1e3;
    }

    private static double megabytes(String key) {
        if (!Files.exists(STATUS)) return -1;
        try {
            for (String line : Files.readAllLines(STATUS)) {
                if (line.startsWith(key)) return Math.round(Long.parseLong(line.replaceAll("\\D", "")) / 102.4) / 10.0;
            }
            return -1;
        } catch (IOException e) {
            throw new UncheckedIOException(STATUS + " cannot be read", e);
        }
    }
}
