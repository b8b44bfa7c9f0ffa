package com.acme.coro.shell;

import com.acme.coro.api.Coro;
import com.acme.coro.api.spi.Coroutines;
import java.util.List;
import java.util.stream.Collectors;

/** The one coroutine that an operator means. */
final class CoroLookup {
    private static final int MOST_CANDIDATES = 8;

    private CoroLookup() {}

    /**
     * Finds it.
     *
     * @throws IllegalArgumentException if none fits or several do; says which
     */
    static Coro named(String who, Coroutines coroutines) {
        List<Coro> found = coroutines.find(who);
        if (found.size() == 1) return found.get(0);
        if (found.isEmpty()) {
            throw new IllegalArgumentException("there is no coroutine '" + Printable.line(who)
                    + "': an id, the number of an id, a registered name or a name is wanted, coro:list shows them");
        }
        String candidates = found.stream()
                .limit(MOST_CANDIDATES)
                .map(coro -> coro.id().sequence() + " " + described(coro, coroutines))
                .collect(Collectors.joining(", "));
        int more = found.size() - MOST_CANDIDATES;
        throw new IllegalArgumentException("'" + Printable.line(who) + "' may be any of " + found.size()
                + " coroutines, take the number of one: " + candidates + (more > 0 ? ", and " + more + " more" : ""));
    }

    private static String described(Coro coro, Coroutines coroutines) {
        String state = coroutines
                .status(coro)
                .map(status -> status.state() + " in " + status.bundle())
                .orElse("ended");
        return "(" + Printable.line(coro.name() + ", " + state, 60) + ")";
    }
}
