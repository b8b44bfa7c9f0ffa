package com.acme.coro.launcher.inside;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;

/** Prints the log to standard error, a line for an entry; how much there is of it is up to the log's levels. */
@Component(
        service = {},
        immediate = true)
public final class LogPrinter implements LogListener {
    // Every service that comes or goes; the log service enters these at level info whatever the levels are.
    private static final String LIFE_CYCLE = "Events.";
    private static final int MOST_CAUSES = 8;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());

    private final LogReaderService log;
    private final Screen screen;

    /**
     * For the component runtime.
     *
     * @param log what is printed
     * @param screen where
     */
    @Activate
    public LogPrinter(@Reference LogReaderService log, @Reference Screen screen) {
        this.log = log;
        this.screen = screen;
        log.addLogListener(this);
    }

    @Deactivate
    void close() {
        log.removeLogListener(this);
    }

    @Override
    public void logged(LogEntry entry) {
        if (entry.getLoggerName().startsWith(LIFE_CYCLE) && entry.getLogLevel().compareTo(LogLevel.WARN) > 0) return;
        var line = new StringBuilder();
        line.append(TIME.format(Instant.ofEpochMilli(entry.getTime())));
        line.append(String.format(" %-5s ", entry.getLogLevel()));
        line.append(entry.getLoggerName()).append(": ").append(entry.getMessage());
        Throwable cause = entry.getException();
        for (int i = 0; cause != null && i < MOST_CAUSES; i++) {
            line.append(" <- ").append(cause);
            cause = cause.getCause();
        }
        screen.print(line.toString().replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029&&[^\\t]]", "?"));
    }
}
