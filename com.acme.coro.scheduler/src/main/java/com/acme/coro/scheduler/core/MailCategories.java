package com.acme.coro.scheduler.core;

import com.acme.coro.api.Categories;
import com.acme.coro.scheduler.engine.Timers;
import com.acme.coro.support.time.Timeouts;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Categories by selective receive: messages stay in the mailbox, so nothing can be parked and forgotten. Each message is
 * categorised once, when it is first looked at; where those of a category are is remembered, until the categorisers
 * change. Of the coroutine's thread.
 */
final class MailCategories implements Categories {
    /** From so many entries on it is looked whether their messages are still there. */
    private static final int MANY = 256;

    /** Where a message was found. */
    private record Place(Mailbox.Chunk chunk, long position) {}

    private final LocalSelf self;
    private final LocalCoro c;
    /** Newest first. */
    private final Deque<Function<Object, Optional<Object>>> categorisers = new ArrayDeque<>();

    /** What was categorised and not received by its category, the oldest first. */
    private final Map<Object, Deque<Place>> known = new HashMap<>();

    /** How many places are known, and from how many on they are looked through. */
    private int places;

    private int many = MANY;
    /** What is before it has been categorised. */
    private Mailbox.Cursor looked = new Mailbox.Cursor();
    /** {@link Mailbox#restored()} of that time. */
    private int restored;

    MailCategories(LocalSelf self, LocalCoro c) {
        this.self = self;
        this.c = c;
    }

    @Override
    public Function<Object, Optional<Object>> add(Function<Object, Optional<Object>> categoriser) {
        self.owner();
        categorisers.addFirst(Objects.requireNonNull(categoriser, "categoriser"));
        forget();
        return categoriser;
    }

    @Override
    public boolean remove(Function<Object, Optional<Object>> categoriser) {
        self.owner();
        boolean was = categorisers.remove(Objects.requireNonNull(categoriser, "categoriser"));
        if (was) forget();
        return was;
    }

    @Override
    public Object receive() {
        return self.receive();
    }

    @Override
    public Optional<Object> tryReceive(Duration timeout) {
        return self.tryReceive(timeout);
    }

    @Override
    public Object receive(Object category) {
        return self.brought(receive(category, Timers.NEVER), Timers.NEVER).orElseThrow();
    }

    @Override
    public Optional<Object> tryReceive(Object category, Duration timeout) {
        long nanos = Timeouts.nanos(timeout);
        return self.brought(receive(category, nanos), nanos);
    }

    private Object receive(Object category, long timeoutNanos) {
        Objects.requireNonNull(category, "category");
        self.owner();
        c.mayWait(true);
        int now = c.mailRestored();
        if (now != restored) forget();
        restored = now;
        Object message = takeKnown(category);
        return message != null ? message : c.receive(of(category, looked), timeoutNanos, looked);
    }

    /** A message of a category that was passed by before; null if there is none. */
    private Object takeKnown(Object category) {
        Deque<Place> all = known.get(category);
        if (all == null) return null;
        Object message = null;
        for (Place p; message == null && (p = all.poll()) != null; places--) message = c.take(p.chunk(), p.position());
        if (all.isEmpty()) known.remove(category);
        return message;
    }

    private Predicate<Object> of(Object category, Mailbox.Cursor at) {
        return message -> {
            for (Function<Object, Optional<Object>> f : categorisers) {
                Optional<Object> answer = f.apply(message);
                if (answer.isEmpty()) continue;
                if (answer.get().equals(category)) return true;
                if (at == looked) remember(answer.get()); // not if a categoriser has changed the categorisers
                return false;
            }
            return false;
        };
    }

    /** The message that is looked at now is of another category. */
    private void remember(Object category) {
        if (places >= many) {
            known.values().removeIf(all -> {
                all.removeIf(p -> Mailbox.at(p.chunk(), p.position()) == null);
                return all.isEmpty();
            });
            places = known.values().stream().mapToInt(Deque::size).sum();
            many = Math.max(MANY, 2 * places);
        }
        known.computeIfAbsent(category, x -> new ArrayDeque<>()).add(new Place(looked.chunk, looked.position));
        places++;
    }

    /** All are categorised anew. */
    private void forget() {
        known.clear();
        places = 0;
        looked = new Mailbox.Cursor();
    }
}
