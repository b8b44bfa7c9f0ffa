package com.acme.coro.itests.container;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;

/** What the log service was told during a test. */
public final class LogBook implements BeforeEachCallback, AfterEachCallback, LogListener {
    private final Queue<LogEntry> entries = new ConcurrentLinkedQueue<>();

    @Override
    public void beforeEach(ExtensionContext test) {
        Container.service(LogReaderService.class).addLogListener(this);
    }

    @Override
    public void afterEach(ExtensionContext test) {
        Container.service(LogReaderService.class).removeLogListener(this);
    }

    @Override
    public void logged(LogEntry entry) {
        entries.add(entry);
    }

    /** Waits for an entry whose text, or whose exception's, contains a part. */
    public LogEntry expect(LogLevel level, String part) {
        return expect(level + " with: " + part, e -> e.getLogLevel() == level && text(e).contains(part));
    }

    /** Waits for an entry. */
    public LogEntry expect(String what, Predicate<LogEntry> wanted) {
        try {
            return Await.present(
                    "logged: " + what, () -> entries.stream().filter(wanted).findFirst());
        } catch (AssertionError missing) {
            throw new AssertionError(missing.getMessage() + ", but " + texts(), missing);
        }
    }

    /** The texts so far. */
    public List<String> texts() {
        return entries.stream().map(LogBook::text).toList();
    }

    /** The texts so far of one level. */
    public List<String> texts(LogLevel level) {
        return entries.stream()
                .filter(e -> e.getLogLevel() == level)
                .map(LogBook::text)
                .toList();
    }

    private static String text(LogEntry entry) {
        var text = new StringBuilder(entry.getMessage());
        for (Throwable t = entry.getException(); t != null; t = t.getCause())
            text.append(" / ").append(t);
        return text.toString();
    }
}
