package com.acme.coro.scheduler.supervise;

import com.acme.coro.api.supervise.ChildSpec;
import com.acme.coro.api.supervise.Strategy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The children of a supervisor, in order. Changed by its coroutine alone, read by everybody. */
final class Children {
    // guarded by this
    private final Map<String, Child> byId = new LinkedHashMap<>();
    private long added;
    private int ordinary;

    /** Behind the others. */
    synchronized Child add(ChildSpec spec) {
        var child = new Child(spec, added++);
        byId.put(spec.id(), child);
        if (!spec.spawn().daemon()) ordinary++;
        return child;
    }

    synchronized void remove(Child child) {
        if (byId.remove(child.spec.id(), child) && !child.spec.spawn().daemon()) ordinary--;
    }

    synchronized Optional<Child> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    synchronized List<String> ids() {
        return List.copyOf(byId.keySet());
    }

    synchronized List<Child> all() {
        return new ArrayList<>(byId.values());
    }

    /** Whether there are none but daemons. */
    synchronized boolean allDaemons() {
        return ordinary == 0;
    }

    /** Whom a child that is started again takes along. */
    List<Child> takenAlong(Strategy strategy, Child by) {
        if (strategy == Strategy.ONE_FOR_ONE) return new ArrayList<>(0);
        List<Child> others = all();
        others.removeIf(c -> switch (strategy) {
            case ONE_FOR_ONE -> true;
            case ONE_FOR_ALL -> c == by;
            case REST_FOR_ONE -> c.order <= by.order;
        });
        return others;
    }
}
