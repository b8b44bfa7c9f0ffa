package com.acme.coro.shell;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroId;
import com.acme.coro.api.CoroStatus;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.spi.Coroutines;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Everything about one coroutine, as {@code coro:show} prints it. */
final class Portrait {
    private final StringBuilder text = new StringBuilder();

    private Portrait() {}

    static String of(Coro coro, Coroutines coroutines) {
        var portrait = new Portrait();
        portrait.line("coroutine", coro.toString());
        Optional<CoroStatus> status = coroutines.status(coro);
        if (status.isPresent()) portrait.living(status.get(), coroutines.stack(coro));
        else portrait.line("ended", coro.join(Duration.ZERO).map(Portrait::how).orElse("not known how"));
        return portrait.text.toString();
    }

    private void living(CoroStatus status, List<StackTraceElement> stack) {
        line("state", status.state() + (status.waitingOn().isEmpty() ? "" : ", waiting on " + status.waitingOn()));
        line("function", status.function().orElse("none, a lambda"));
        line("bundle", status.bundle());
        line("scheduler", status.scheduler());
        line("parent", status.parent().map(CoroId::toString).orElse("none"));
        line("names", status.names().isEmpty() ? "none" : String.join(", ", status.names()));
        line("mailbox", String.valueOf(status.mailbox()));
        line("age", Printable.duration(status.age()));
        line("turns", String.valueOf(status.turns()));
        line("daemon", status.daemon() ? "yes" : "no");
        line("shielded", status.shielded() ? "yes" : "no");
        if (!stack.isEmpty()) {
            text.append("stack\n");
            for (StackTraceElement frame : stack) {
                text.append("    at ").append(Printable.line(frame.toString())).append('\n');
            }
        }
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
            case Outcome.PeerLost lost -> "lost with its peer at " + lost.at();
            case Outcome.NotTransferable not -> "its value cannot be transferred: " + not.what();
        };
    }

    private void line(String what, String value) {
        text.append(String.format("%-10s %s%n", what, Printable.line(value)));
    }
}
