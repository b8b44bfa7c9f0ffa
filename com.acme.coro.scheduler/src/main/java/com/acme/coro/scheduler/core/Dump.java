package com.acme.coro.scheduler.core;

import com.acme.coro.api.CoroState;
import com.acme.coro.api.CoroStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The coroutine dump: who spawned whom, and what each is doing. */
final class Dump {
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

    private void line(LocalCoro c, int depth) {
        CoroStatus s = Inspection.status(c);
        if (s.state() == CoroState.ENDED) return;
        String indent = "  ".repeat(Math.min(depth, 40));
        text.append(indent)
                .append(s.name())
                .append(" #")
                .append(c.sequence)
                .append("  ")
                .append(s.state().name().toLowerCase(java.util.Locale.ROOT));
        if (!s.waitingOn().isEmpty()) text.append(" on ").append(s.waitingOn());
        text.append("  mailbox=").append(s.mailbox());
        text.append(" age=").append(s.age().toMillis()).append("ms");
        text.append(" turns=").append(s.turns());
        text.append(" scheduler=").append(s.scheduler());
        text.append(" bundle=").append(s.bundle());
        s.function().ifPresent(f -> text.append(" function=").append(f));
        if (s.daemon()) text.append(" daemon");
        if (s.shielded()) text.append(" shielded");
        if (!s.names().isEmpty()) text.append(" names=").append(s.names());
        text.append('\n');
        Thread t = c.thread;
        if (stacks && t != null) {
            for (StackTraceElement e : t.getStackTrace())
                text.append(indent).append("      at ").append(e).append('\n');
        }
    }
}
