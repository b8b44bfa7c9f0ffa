package com.acme.coro.testkit;

import com.acme.coro.api.CoroEvent;
import com.acme.coro.api.CoroListener;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Records the events of a runtime. */
public final class Events implements CoroListener {
    private final List<CoroEvent> seen = new CopyOnWriteArrayList<>();

    /** Nothing recorded yet. */
    public Events() {}

    @Override
    public void onEvent(CoroEvent event) {
        seen.add(event);
    }

    /**
     * All events of a type so far. Events come soon, not at once.
     *
     * @param <E> the type
     * @param type the type
     * @return a snapshot, in order
     */
    public <E extends CoroEvent> List<E> of(Class<E> type) {
        return seen.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /**
     * Waits, for at most 10 s, for an event.
     *
     * @param <E> its type
     * @param type its type
     * @return the first one
     * @throws AssertionError if there is none then
     */
    public <E extends CoroEvent> E await(Class<E> type) {
        return await(type, e -> true);
    }

    /**
     * Waits, for at most 10 s, for an event.
     *
     * @param <E> its type
     * @param type its type
     * @param wanted which
     * @return the first one
     * @throws AssertionError if there is none then
     */
    public <E extends CoroEvent> E await(Class<E> type, Predicate<E> wanted) {
        return Eventually.present(
                type.getSimpleName() + " event",
                () -> seen.stream()
                        .filter(type::isInstance)
                        .map(type::cast)
                        .filter(wanted)
                        .findFirst());
    }

    /**
     * Forgets what was seen.
     *
     * @return all there was, in order
     */
    public List<CoroEvent> clear() {
        var all = List.copyOf(seen);
        seen.removeAll(all);
        return all;
    }

    @Override
    public String toString() {
        return Optional.of(seen).filter(s -> !s.isEmpty()).map(List::toString).orElse("no events");
    }
}
