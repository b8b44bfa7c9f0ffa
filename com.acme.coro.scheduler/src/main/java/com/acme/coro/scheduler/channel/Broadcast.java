package com.acme.coro.scheduler.channel;

import com.acme.coro.api.Coro;
import com.acme.coro.api.SendResult;
import com.acme.coro.api.channel.Channel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * One message on its way from a channel down to coroutines: to each coroutine once, through each channel once, the
 * nearest ones first. Does not wait. Of one thread.
 */
final class Broadcast {
    private record Step(LocalChannel channel, Object message) {}

    /** Where a message has been, and where it has yet to go. */
    private static final class Steps {
        final ArrayDeque<Step> next = new ArrayDeque<>();
        final Set<LocalChannel> passed = Collections.newSetFromMap(new IdentityHashMap<>());
        final Set<Channel> passedElsewhere = new HashSet<>();
    }

    private final boolean patient;
    private int accepted;
    private List<PendingDelivery> late = List.of();

    /**
     * For one message.
     *
     * @param patient whether full mailboxes are waited for; otherwise they miss it
     */
    Broadcast(boolean patient) {
        this.patient = patient;
    }

    int accepted() {
        return accepted;
    }

    List<PendingDelivery> late() {
        return late;
    }

    /** Spreads what the transform of the channel has let pass already. */
    void from(LocalChannel channel, Object message) {
        Subscribers.Now to = channel.list().now();
        for (Coro coro : to.coros()) offer(channel, coro, message);
        if (to.channels().length > 0) descend(channel, to, message);
    }

    private void descend(LocalChannel root, Subscribers.Now below, Object message) {
        var reached = new HashSet<>(Arrays.asList(below.coros()));
        var steps = new Steps();
        steps.passed.add(root);
        pass(root, below, message, steps);
        // a queue and not recursion: a chain of channels may be long
        for (Step step = steps.next.poll(); step != null; step = steps.next.poll()) {
            LocalChannel channel = step.channel();
            Object out = channel.transformed(step.message());
            if (out == null) continue;
            Subscribers.Now to = channel.list().now();
            for (Coro coro : to.coros()) {
                if (reached.add(coro)) offer(channel, coro, out);
            }
            pass(channel, to, out, steps);
        }
    }

    private void pass(LocalChannel from, Subscribers.Now to, Object message, Steps steps) {
        boolean closed = false;
        for (Channel next : to.channels()) {
            if (!(next instanceof LocalChannel local)) {
                if (steps.passedElsewhere.add(next)) offer(next, message);
            } else if (local.closed()) {
                closed = true;
            } else if (steps.passed.add(local)) {
                steps.next.add(new Step(local, message));
            }
        }
        if (closed) from.list().dropClosed(); // once for all: each time it looks at every one
    }

    private void offer(LocalChannel channel, Coro to, Object message) {
        switch (patient ? to.deliver(message, Duration.ZERO) : to.send(message)) {
            case SendResult.Accepted a -> accepted++;
            case SendResult.Gone g -> channel.list().remove(to);
            case SendResult.Full f
            when patient && !channel.isCaller(to) -> later(new PendingDelivery.Full(channel, to, message));
            case SendResult.Full f -> channel.missed(to, message);
        }
    }

    private void offer(Channel elsewhere, Object message) {
        if (patient) later(new PendingDelivery.Elsewhere(elsewhere, message));
        else accepted += elsewhere.send(message);
    }

    private void later(PendingDelivery what) {
        if (late.isEmpty()) late = new ArrayList<>();
        late.add(what);
    }
}
