package com.acme.coro.scheduler.sync;

import com.acme.coro.api.Coro;
import java.util.ArrayList;
import java.util.List;

/** What was thrown in a coroutine at a moment when it had something to finish first. Of one thread. */
final class DeferredThrows {
    private final List<RuntimeException> raised = new ArrayList<>(0);
    private Error error;

    void add(RuntimeException exception) {
        raised.add(exception);
    }

    /** A signal, as a rule. */
    void add(Error first) {
        error = first;
    }

    boolean hasError() {
        return error != null;
    }

    /** Throws what came first, if anything did; the rest is thrown at the coroutine's next waits. */
    void rethrow(Coro coro) {
        if (error != null) throw error; // the coroutine's end is what counts then
        if (raised.isEmpty()) return;
        for (RuntimeException later : raised.subList(1, raised.size())) coro.raise(later);
        throw raised.get(0);
    }
}
