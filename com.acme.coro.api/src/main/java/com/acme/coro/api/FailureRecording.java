package com.acme.coro.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The making of one {@link Failure}. Any method of a throwable may throw, a cause may lead back to itself, and there may
 * be any number of causes and suppressed exceptions: of all that a part is kept that can be logged and sent.
 */
final class FailureRecording {
    /** How many causes are kept, one the cause of the other. */
    static final int CAUSES = 50;
    /** How many throwables are kept altogether. */
    static final int ALL = 100;

    private static final int MESSAGE = 10_000;
    private static final int FRAMES = 1_024;

    private final Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private int left = ALL;

    Failure of(Throwable thrown) {
        return of(thrown, CAUSES);
    }

    private Failure of(Throwable thrown, int causes) {
        seen.add(thrown);
        left--;
        if (thrown instanceof RecordedException recorded) return shortened(recorded.failure(), causes);
        Throwable cause = asked(thrown::getCause, null);
        boolean cut = false;
        Optional<Failure> because = Optional.empty();
        if (cause != null && !seen.contains(cause)) {
            if (causes > 0 && left > 0) because = Optional.of(of(cause, causes - 1));
            else cut = true;
        }
        var suppressed = new ArrayList<Failure>();
        for (Throwable s : asked(thrown::getSuppressed, new Throwable[0])) {
            if (seen.contains(s)) continue;
            cut = left <= 0;
            if (cut) break;
            suppressed.add(of(s, causes));
        }
        return new Failure(
                thrown.getClass().getName(),
                message(thrown) + (cut ? " (more causes are left out)" : ""),
                asked(() -> frames(thrown.getStackTrace()), List.of()),
                because,
                suppressed);
    }

    /** What was recorded, with no more causes than these: it may be passed on from level to level. */
    private static Failure shortened(Failure f, int causes) {
        int left = causes;
        for (Optional<Failure> c = f.cause();
                c.isPresent() && left >= 0;
                c = c.get().cause()) left--;
        return left >= 0 ? f : cut(f, causes);
    }

    private static Failure cut(Failure f, int causes) {
        return new Failure(
                f.type(),
                f.message(),
                f.stack(),
                f.cause().filter(c -> causes > 0).map(c -> cut(c, causes - 1)),
                f.suppressed());
    }

    private static String message(Throwable thrown) {
        String s;
        try {
            s = thrown.getMessage();
        } catch (Throwable unreadable) {
            return "(message not readable: " + unreadable.getClass().getName() + ")";
        }
        if (s == null) return "";
        return s.length() <= MESSAGE ? s : s.substring(0, MESSAGE) + "…";
    }

    private static List<StackTraceElement> frames(StackTraceElement[] all) {
        return List.copyOf(Arrays.asList(all).subList(0, Math.min(all.length, FRAMES)));
    }

    /** What the throwable's own code returns, if it returns. */
    private static <T> T asked(Supplier<T> part, T otherwise) {
        try {
            return part.get();
        } catch (Throwable unreadable) {
            return otherwise;
        }
    }
}
