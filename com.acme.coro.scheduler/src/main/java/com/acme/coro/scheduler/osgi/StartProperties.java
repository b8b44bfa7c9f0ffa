package com.acme.coro.scheduler.osgi;

import com.acme.coro.api.CoroConstants;
import com.acme.coro.api.Restart;
import com.acme.coro.api.Spawn;
import com.acme.coro.scheduler.supervise.RestartRule;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.osgi.framework.ServiceReference;

/**
 * How a function asks to be started, see {@link com.acme.coro.api.Start}. Configurations may give numbers and truth values
 * as text.
 *
 * @param scheduler the one that it has chosen; none if that is left to the container
 */
record StartProperties(Spawn how, Optional<String> scheduler, RestartRule rule) {
    private static final long DAY = 86_400_000;

    /** Whether a function asks for it. */
    static boolean present(ServiceReference<?> function) {
        return function.getProperty(CoroConstants.START_NAME) instanceof String;
    }

    /**
     * Reads and checks them.
     *
     * @throws IllegalArgumentException if one is not what it may be
     */
    static StartProperties of(ServiceReference<?> function) {
        if (!present(function)) throw refused(CoroConstants.START_NAME, "a text", function);
        String name = (String) function.getProperty(CoroConstants.START_NAME);
        Spawn how = Spawn.named(name)
                .registered(name)
                .published(flag(function, CoroConstants.START_PUBLISH))
                .daemon(flag(function, CoroConstants.START_DAEMON));
        long backoff = millis(function, CoroConstants.START_BACKOFF, 0, 100);
        long max = millis(function, CoroConstants.START_MAX_BACKOFF, backoff, Math.max(backoff, 60_000));
        return new StartProperties(how, scheduler(function), new RestartRule(restart(function), backoff, max));
    }

    static Optional<String> scheduler(ServiceReference<?> function) {
        return Optional.ofNullable(function.getProperty(CoroConstants.START_SCHEDULER))
                .map(String::valueOf)
                .filter(chosen -> !chosen.isBlank());
    }

    private static Restart restart(ServiceReference<?> function) {
        Object value = function.getProperty(CoroConstants.START_RESTART);
        if (value == null) return Restart.TRANSIENT;
        String word = String.valueOf(value).strip().toUpperCase(Locale.ROOT);
        return Arrays.stream(Restart.values())
                .filter(r -> r.name().equals(word))
                .findFirst()
                .orElseThrow(() ->
                        refused(CoroConstants.START_RESTART, "one of " + Arrays.toString(Restart.values()), value));
    }

    private static boolean flag(ServiceReference<?> function, String property) {
        Object value = function.getProperty(property);
        String word = value == null ? "false" : String.valueOf(value).strip();
        if (word.equalsIgnoreCase("true")) return true;
        if (word.equalsIgnoreCase("false")) return false;
        throw refused(property, "true or false", value);
    }

    private static long millis(ServiceReference<?> function, String property, long least, long otherwise) {
        Object value = function.getProperty(property);
        if (value == null) return otherwise;
        long millis;
        try {
            millis = Long.parseLong(String.valueOf(value).strip());
        } catch (NumberFormatException notANumber) {
            throw refused(property, "within " + least + ".." + DAY + " ms", value);
        }
        if (millis < least || millis > DAY) throw refused(property, "within " + least + ".." + DAY + " ms", value);
        return millis;
    }

    private static IllegalArgumentException refused(String property, String allowed, Object value) {
        return new IllegalArgumentException(property + " must be " + allowed + ": " + value);
    }
}
