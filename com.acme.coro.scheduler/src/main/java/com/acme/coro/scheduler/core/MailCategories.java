package com.acme.coro.scheduler.core;

import com.acme.coro.api.Categories;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Categories by selective receive: messages are nowhere but in the mailbox, so nothing can be parked and forgotten. */
final class MailCategories implements Categories {
    private final LocalSelf self;
    /** Of the coroutine's thread; newest first. */
    private final Deque<Function<Object, Optional<Object>>> categorisers = new ArrayDeque<>();

    MailCategories(LocalSelf self) {
        this.self = self;
    }

    @Override
    public Function<Object, Optional<Object>> add(Function<Object, Optional<Object>> categoriser) {
        self.owner();
        categorisers.addFirst(Objects.requireNonNull(categoriser, "categoriser"));
        return categoriser;
    }

    @Override
    public boolean remove(Function<Object, Optional<Object>> categoriser) {
        self.owner();
        return categorisers.remove(Objects.requireNonNull(categoriser, "categoriser"));
    }

    @Override
    public Object receive() {
        return self.receive();
    }

    @Override
    public Optional<Object> receive(Duration timeout) {
        return self.receive(timeout);
    }

    @Override
    public Object receive(Object category) {
        return self.receive(of(category));
    }

    @Override
    public Optional<Object> receive(Object category, Duration timeout) {
        return self.receive(of(category), timeout);
    }

    private Predicate<Object> of(Object category) {
        Objects.requireNonNull(category, "category");
        return message -> {
            for (Function<Object, Optional<Object>> f : categorisers) {
                Optional<Object> answer = f.apply(message);
                if (answer.isPresent()) return answer.get().equals(category);
            }
            return false;
        };
    }
}
