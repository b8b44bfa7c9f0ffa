package com.acme.coro.scheduler.observe;

import com.acme.coro.api.CoroSnapshot;
import com.acme.coro.api.CoroState;
import com.acme.coro.scheduler.core.LocalCoro;
import com.acme.coro.scheduler.core.Snapshots;
import com.acme.coro.support.text.Printable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The coroutine dump: which coroutine spawned which, and what each is doing. */
public final class Dump {
    private static final int MOST = 200;

    private final boolean stacks;
    private final List<LocalCoro> roots = new ArrayList<>();
    private final Map<Long, List<LocalCoro>> children = new HashMap<>();
    private final StringBuilder text = new StringBuilder();

    Dump(List<LocalCoro> all, boolean stacks) {
        this.stacks = stacks;
        var living = new HashMap<Long, LocalCoro>();
        for (LocalCoro c : all) living.put(c.sequence, c);
        for (LocalCoro c : all) {
            // a child whose parent has ended stands at the top
            if (living.containsKey(c.parent))
                children.computeIfAbsent(c.parent, p -> new ArrayList<>()).add(c);
            else roots.add(c);
        }
        text.append(all.size()).append(all.size() == 1 ? " coroutine\n" : " coroutines\n");
    }

    String text() {
        // a stack of our own: chains of parents may be long
        var open = new ArrayList<LocalCoro>(roots.reversed());
        var depths = new HashMap<LocalCoro, Integer>();
        while (!open.isEmpty()) {
            LocalCoro c = open.removeLast();
            int depth = depths.getOrDefault(c, 0);
            line(c, depth);
            for (LocalCoro child : children.getOrDefault(c.sequence, List.of()).reversed()) {
                depths.put(child, depth + 1);
                open.add(child);
            }
        }
        return text.toString();
    }

    /** Texts of programs: on their line, and bounded. */
    private static String printable(String text) {
        return Printable.of(text, MOST);
    }

    private void line(LocalCoro c, int depth) {
        CoroSnapshot s = Snapshots.of(c);
        if (s.state() == CoroState.ENDED) return;
        String indent = "  ".repeat(Math.min(depth, 40));
        text.append(indent)
                .append(printable(s.name()))
                .append(" #")
                .append(c.sequence)
                .append("  ")
                .append(s.state().name().toLowerCase(java.util.Locale.ROOT));
        if (!s.waitingOn().isEmpty()) text.append(" on ").append(printable(s.waitingOn()));
        s.waiting().ifPresent(t -> text.append(" for ").append(t.toMillis()).append("ms"));
        text.append("  mailbox=").append(s.mailbox());
        text.append(" age=").append(s.age().toMillis()).append("ms");
        text.append(" turns=").append(s.turns());
        text.append(" scheduler=").append(printable(s.scheduler()));
        text.append(" bundle=").append(printable(s.bundle()));
        s.function().ifPresent(f -> text.append(" function=").append(printable(f)));
        if (s.daemon()) text.append(" daemon");
        if (s.shielded()) text.append(" shielded");
        if (!s.names().isEmpty())
            text.append(" names=").append(printable(s.names().toString()));
        text.append('\n');
        Thread t = c.thread;
        if (stacks && t != null) {
            for (StackTraceElement e : t.getStackTrace())
                text.append(indent)
                        .append("      at ")
                        .append(Printable.of(e.toString()))
                        .append('\n');
        }
    }
}
