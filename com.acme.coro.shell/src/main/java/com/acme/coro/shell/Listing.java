package com.acme.coro.shell;

import com.acme.coro.api.CoroSnapshot;
import com.acme.coro.api.CoroState;
import com.acme.coro.api.spi.Coroutines.Ended;
import com.acme.coro.shell.Table.Column;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which coroutines {@code coro:list} shows, and how.
 *
 * @param name a part of the name, of a registered name or of the function; empty for any
 * @param state the state, or empty for any
 * @param bundle a part of the bundle's symbolic name; empty for any
 * @param all whether to show more than {@value #MOST}
 */
record Listing(String name, Optional<CoroState> state, String bundle, boolean all) {
    private static final int MOST = 200;

    /**
     * Reads the options.
     *
     * @throws IllegalArgumentException if there is no such state
     */
    static Listing of(String name, String state, String bundle, boolean all) {
        return new Listing(
                lower(name), state.isEmpty() ? Optional.empty() : Optional.of(state(state)), lower(bundle), all);
    }

    private static CoroState state(String word) {
        return Arrays.stream(CoroState.values())
                .filter(state -> state.name().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("there is no state '" + Printable.line(word) + "': there are "
                                + lower(Arrays.toString(CoroState.values()).replaceAll("[\\[\\]]", ""))));
    }

    String text(List<CoroSnapshot> coroutines) {
        List<CoroSnapshot> wanted = coroutines.stream().filter(this::fits).toList();
        if (wanted.isEmpty())
            return coroutines.isEmpty() ? "no coroutines\n" : "none of " + count(coroutines) + " fits\n";
        var table = new Table(
                Column.number("ID"),
                Column.text("NAME", 32),
                Column.text("STATE", 10),
                Column.text("SCHEDULER", 16),
                Column.text("BUNDLE", 40),
                Column.text("WAITING ON", 40),
                Column.number("MAILBOX"),
                Column.number("AGE"),
                Column.number("TURNS"));
        wanted.stream().limit(all ? Long.MAX_VALUE : MOST).forEach(status -> row(table, status));
        int more = all ? 0 : wanted.size() - MOST;
        return table.text() + (more > 0 ? "and " + more + " more, --all shows them\n" : "") + count(wanted) + "\n";
    }

    /** Those that ended, the last of them last. */
    String ended(List<Ended> coroutines) {
        if (state.isPresent())
            throw new IllegalArgumentException("those that ended have no state: -s and -e exclude each other");
        if (coroutines.isEmpty()) return "no coroutine has ended\n";
        List<Ended> wanted = coroutines.stream().filter(this::fits).toList();
        if (wanted.isEmpty()) return "none of " + coroutines.size() + " that ended fits\n";
        var table = new Table(
                Column.number("ID"),
                Column.text("NAME", 32),
                Column.text("ENDED", 20),
                Column.text("SCHEDULER", 16),
                Column.text("BUNDLE", 40),
                Column.text("OUTCOME", 100));
        for (Ended e : all ? wanted : wanted.subList(Math.max(0, wanted.size() - MOST), wanted.size())) {
            table.row(
                    e.id().sequence(),
                    e.name(),
                    Printable.duration(e.ago()) + " ago",
                    e.scheduler(),
                    e.bundle(),
                    e.outcome());
        }
        return table.text();
    }

    private boolean fits(Ended ended) {
        return lower(ended.bundle()).contains(bundle) && fits(ended.name(), ended.names(), ended.function());
    }

    private boolean fits(String called, List<String> names, Optional<String> function) {
        return lower(called).contains(name)
                || names.stream().anyMatch(n -> lower(n).contains(name))
                || function.filter(f -> lower(f).contains(name)).isPresent();
    }

    private static void row(Table table, CoroSnapshot status) {
        table.row(
                status.id().sequence(),
                status.name(),
                status.state(),
                status.scheduler(),
                status.bundle(),
                status.waitingOn(),
                status.mailbox(),
                Printable.duration(status.age()),
                status.turns());
    }

    private boolean fits(CoroSnapshot status) {
        return (state.isEmpty() || state.get() == status.state())
                && lower(status.bundle()).contains(bundle)
                && fits(status.name(), status.names(), status.function());
    }

    private static String count(List<CoroSnapshot> coroutines) {
        return coroutines.size() == 1 ? "1 coroutine" : coroutines.size() + " coroutines";
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
