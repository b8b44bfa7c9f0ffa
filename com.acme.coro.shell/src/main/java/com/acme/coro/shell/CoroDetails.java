package com.acme.coro.shell;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroId;
import com.acme.coro.api.CoroSnapshot;
import com.acme.coro.api.Failure;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.hotswap.FunctionVersion;
import com.acme.coro.api.hotswap.Revision;
import com.acme.coro.api.spi.Coroutines;
import com.acme.coro.api.spi.Coroutines.Ended;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Everything about one coroutine, as {@code coro:show} prints it. */
final class CoroDetails {
    private static final int MOST_EARLIER = 3;

    private final StringBuilder text = new StringBuilder();

    private CoroDetails() {}

    /**
     * The coroutine that a word names, or the last one of those that ended if none lives.
     *
     * @throws IllegalArgumentException if none fits or several do; says which
     */
    static String of(String who, Coroutines coroutines, List<FunctionVersion> versions) {
        List<Ended> ended = coroutines.ended().reversed();
        List<Coro> found = coroutines.find(who);
        if (found.isEmpty()) {
            Optional<Ended> last = ended.stream().filter(e -> isCalled(who, e)).findFirst();
            if (last.isPresent()) return new CoroDetails().ended(last.get()).earlier(last.get(), ended);
        }
        return new CoroDetails().of(CoroLookup.named(who, coroutines), coroutines, versions, ended);
    }

    private static boolean isCalled(String who, Ended e) {
        return e.id().toString().equals(who)
                || Long.toString(e.id().sequence()).equals(who)
                || e.name().equals(who)
                || e.names().contains(who);
    }

    private String of(Coro coro, Coroutines coroutines, List<FunctionVersion> versions, List<Ended> ended) {
        Optional<CoroSnapshot> status = coroutines.status(coro);
        Optional<Ended> end =
                ended.stream().filter(e -> e.id().equals(coro.id())).findFirst();
        if (status.isEmpty() && end.isPresent()) return ended(end.get()).earlier(end.get(), ended);
        line("coroutine", coro.toString());
        if (status.isPresent()) living(status.get(), versions);
        else line("ended", coro.tryJoin(Duration.ZERO).map(CoroDetails::how).orElse("not known how"));
        earlier(coro.id(), coro.name(), ended);
        if (status.isPresent()) stack(coroutines.stack(coro));
        return text.toString();
    }

    private void living(CoroSnapshot status, List<FunctionVersion> versions) {
        String since =
                status.waiting().map(t -> " for " + Printable.duration(t)).orElse("");
        line(
                "state",
                status.state() + (status.waitingOn().isEmpty() ? "" : ", waiting on " + status.waitingOn() + since));
        line("function", status.function().orElse("none, a lambda"));
        line("code", status.code() + hash(status, versions));
        line("bundle", status.bundle());
        line("scheduler", status.scheduler());
        line("parent", status.parent().map(CoroId::toString).orElse("none"));
        line("names", joined(status.names()));
        line("monitors", joined(status.monitors()));
        line("links", joined(status.links()));
        line("mailbox", String.valueOf(status.mailbox()));
        line("age", Printable.duration(status.age()));
        line("turns", String.valueOf(status.turns()));
        line("daemon", status.daemon() ? "yes" : "no");
        line("shielded", status.shielded() ? "yes" : "no");
        line("swappable", status.swappable() ? "yes" : "no");
    }

    private void stack(List<StackTraceElement> stack) {
        if (stack.isEmpty()) return;
        text.append("stack\n");
        frames(stack);
    }

    private void frames(List<StackTraceElement> stack) {
        for (StackTraceElement frame : stack) {
            text.append("    at ").append(Printable.line(frame.toString())).append('\n');
        }
    }

    private static String joined(List<String> texts) {
        return texts.isEmpty() ? "none" : String.join(", ", texts);
    }

    /** The revision of the function's bundle, where swaps are made. */
    private static String hash(CoroSnapshot status, List<FunctionVersion> versions) {
        return versions.stream()
                .filter(v -> v.name().equals(status.function().orElse("")))
                .map(FunctionVersion::revision)
                .filter(r -> (r.bundle() + " " + r.version()).equals(status.code()))
                .findFirst()
                .map(Revision::shortHash)
                .map(hash -> " (" + hash + ")")
                .orElse("");
    }

    private CoroDetails ended(Ended e) {
        line("coroutine", e.name() + " #" + e.id().sequence());
        line("ended", Printable.duration(e.ago()) + " ago, " + e.outcome());
        line("function", e.function().orElse("none, a lambda"));
        line("bundle", e.bundle());
        line("scheduler", e.scheduler());
        line("names", joined(e.names()));
        line("lived", Printable.duration(e.lived()));
        line("turns", String.valueOf(e.turns()));
        e.failure().ifPresent(this::failure);
        return this;
    }

    private void failure(Failure failure) {
        text.append("failure\n");
        String lead = "    ";
        for (Optional<Failure> f = Optional.of(failure);
                f.isPresent();
                f = f.get().cause()) {
            text.append(lead).append(Printable.line(f.get().toString())).append('\n');
            frames(f.get().stack());
            lead = "    caused by ";
        }
    }

    private String earlier(Ended e, List<Ended> ended) {
        earlier(e.id(), e.name(), ended);
        return text.toString();
    }

    /** Those of the same name that ended before, the last of them first. */
    private void earlier(CoroId id, String name, List<Ended> ended) {
        ended.stream()
                .filter(e -> e.name().equals(name) && e.id().sequence() < id.sequence())
                .limit(MOST_EARLIER)
                .forEach(e -> line(
                        "earlier",
                        "#" + e.id().sequence() + " " + e.outcome() + ", " + Printable.duration(e.ago()) + " ago"));
    }

    private static String how(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Returned returned ->
                returned.value() == null
                        ? "returned"
                        : "returned a " + returned.value().getClass().getName();
            case Outcome.Failed failed -> "failed: " + failed.failure();
            case Outcome.Terminated terminated -> "terminated: " + terminated.reason();
            case Outcome.Detached detached -> "detached: " + detached.reason();
            case Outcome.CodeGone gone -> "its code is gone: " + gone.reason();
            case Outcome.PeerLost lost -> "lost with its peer " + lost.peer();
            case Outcome.Forgotten forgotten -> "not known any more where it ran: " + forgotten.reason();
            case Outcome.NotTransferable not -> "its value cannot be transferred: " + not.what();
        };
    }

    private void line(String label, String value) {
        text.append(String.format("%-10s %s%n", label, Printable.line(value)));
    }
}
