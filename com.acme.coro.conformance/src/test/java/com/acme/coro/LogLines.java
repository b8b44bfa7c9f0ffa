package com.acme.coro;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What our bundle logs where there is no log service, from its opening to its close. */
public final class LogLines implements AutoCloseable {
    private final Logger logger = Logger.getLogger("com.acme.coro.scheduler");
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            records.add(line);
        }

        @Override
        public void flush() {
            // nothing is held back
        }

        @Override
        public void close() {
            // nothing is open
        }
    };

    private final Level before = logger.getLevel();

    public LogLines() {
        logger.setLevel(Level.ALL);
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
    }

    /** The lines with all these parts in them, each followed by the text of what was thrown, if anything was. */
    public List<String> with(Object... parts) {
        return records.stream()
                .map(r -> r.getMessage() + (r.getThrown() == null ? "" : " <- " + r.getThrown()))
                .filter(line -> List.of(parts).stream().allMatch(p -> line.contains(p.toString())))
                .toList();
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
        logger.setLevel(before);
    }
}
