package com.acme.coro.storm;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroEvent;
import com.acme.coro.api.CoroEvent.DeadLetter.Reason;
import com.acme.coro.api.CoroId;
import com.acme.coro.api.CoroListener;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Self;
import com.acme.coro.api.SendResult;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Records each coroutine and each message of a storm, and what became of it. Any thread. */
final class Ledger implements CoroListener {
    /** A message that can be told from every other one. */
    record Numbered(long number) {
        @Override
        public String toString() {
            return Long.toString(number);
        }
    }

    private final AtomicLong numbers = new AtomicLong();
    private final Set<Long> accepted = ConcurrentHashMap.newKeySet();
    private final Set<Long> received = ConcurrentHashMap.newKeySet();
    private final Set<Long> unread = ConcurrentHashMap.newKeySet();

    final Map<CoroId, Coro> started = new ConcurrentHashMap<>();
    private final Map<CoroId, AtomicInteger> ended = new ConcurrentHashMap<>();
    private volatile boolean dropped;

    /** What must not be. */
    final Queue<String> faults = new ConcurrentLinkedQueue<>();

    Coro started(Coro c) {
        started.put(c.id(), c);
        return c;
    }

    boolean send(Coro to) {
        var message = new Numbered(numbers.incrementAndGet());
        boolean taken = to.send(message) == SendResult.ACCEPTED;
        if (taken) accepted.add(message.number());
        return taken;
    }

    void received(Object message) {
        if (message instanceof Numbered n && !received.add(n.number())) faults.add("received twice: " + n);
    }

    @Override
    public void onEvent(CoroEvent event) {
        switch (event) {
            case CoroEvent.DeadLetter d -> {
                boolean counts = d.reason() == Reason.UNREAD && d.type().equals(Numbered.class.getName());
                if (counts && !unread.add(Long.valueOf(d.message()))) faults.add("twice a dead letter: " + d.message());
            }
            case CoroEvent.Ended e -> {
                int times = ended.computeIfAbsent(e.coro().id(), k -> new AtomicInteger())
                        .incrementAndGet();
                if (times > 1) faults.add("ended " + times + " times: " + e);
            }
            default -> {}
        }
    }

    /** A flood of events drops some; to be called when the log says so. */
    void dropped() {
        dropped = true;
    }

    /** Whether each message has arrived somewhere, or that cannot be known. */
    boolean settled() {
        return dropped || accepted.stream().allMatch(n -> received.contains(n) || unread.contains(n));
    }

    /** Neither lost nor delivered twice; a lost one can only be told where all events arrived. */
    void check() {
        for (long n : unread) {
            if (received.contains(n)) faults.add("both received and a dead letter: " + n);
        }
        if (dropped) return;
        for (long n : accepted) {
            if (!received.contains(n) && !unread.contains(n)) faults.add("lost: " + n);
        }
    }

    /** A coroutine that monitors all others: each of them is announced once. */
    Object monitor(Self self) {
        while (true) {
            switch (self.receive()) {
                case Coro watched -> {
                    if (!self.monitor(watched)) told(watched.id(), watched.join());
                }
                case com.acme.coro.api.Exit exit -> told(exit.coro().id(), exit.outcome());
                default -> self.unhandled();
            }
        }
    }

    private final Map<CoroId, Outcome> told = new ConcurrentHashMap<>();

    private void told(CoroId id, Outcome how) {
        Outcome before = told.put(id, how);
        if (before != null) faults.add("told twice: " + id + " " + before + " and " + how);
    }

    int told() {
        return told.size();
    }

    Outcome toldOf(CoroId id) {
        return told.get(id);
    }

    @Override
    public String toString() {
        return started.size() + " coroutines, " + accepted.size() + " messages: " + received.size() + " received, "
                + unread.size() + " unread" + (dropped ? ", events were dropped" : "");
    }
}
