package com.acme.coro.scheduler.wait;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The waits for one stage. A stage never forgets what depends on it before it completes, so it gets one dependent, this,
 * however many wait for it and give up again.
 */
public final class StageWaiters {
    /** Those of the stages that have not completed. */
    public static final class Directory {
        private final Map<Key, StageWaiters> pending = new ConcurrentHashMap<>();
        private final ReferenceQueue<CompletionStage<?>> collected = new ReferenceQueue<>();

        /** Those of a stage; calls the stage, which is the user's, if it is new here. */
        public StageWaiters of(CompletionStage<?> stage) {
            for (Object key; (key = collected.poll()) != null; ) pending.remove(key);
            StageWaiters known = pending.get(new Key(stage, null));
            if (known != null) return known;
            var made = new StageWaiters(this, new Key(stage, collected));
            var unused = stage.whenComplete((value, failure) -> made.completed(new StageResult(value, failure)));
            if (made.done() != null) return made;
            StageWaiters other = pending.putIfAbsent(made.key, made);
            if (other != null) return other;
            if (made.done() != null) pending.remove(made.key); // it completed before it was put in
            return made;
        }
    }

    /** A stage by its identity, which does not keep it. */
    private static final class Key extends WeakReference<CompletionStage<?>> {
        private final int hash;

        Key(CompletionStage<?> stage, ReferenceQueue<CompletionStage<?>> collected) {
            super(stage, collected);
            hash = System.identityHashCode(stage);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(Object o) {
            if (this == o) return true;
            CompletionStage<?> mine = get();
            return mine != null && o instanceof Key other && other.refersTo(mine);
        }
    }

    private final Directory directory;
    private final Key key;

    // guarded by this
    private final Set<ParkedWait<? super StageResult>> waiting = new LinkedHashSet<>(2);
    /** Null while the stage has not completed. */
    private StageResult done;

    private StageWaiters(Directory directory, Key key) {
        this.directory = directory;
        this.key = key;
    }

    /** What the stage completed with; null if it has not. */
    public synchronized StageResult done() {
        return done;
    }

    /** Completes a wait with what the stage completes with, now or later. */
    public void attach(ParkedWait<? super StageResult> waiter) {
        StageResult now;
        synchronized (this) {
            now = done;
            if (now == null) waiting.add(waiter);
        }
        if (now != null && waiter.claim()) waiter.finish(now);
    }

    /** Forgets a wait. */
    public synchronized void detach(ParkedWait<?> waiter) {
        waiting.remove(waiter);
    }

    private void completed(StageResult with) {
        List<ParkedWait<? super StageResult>> all;
        synchronized (this) {
            done = with;
            all = List.copyOf(waiting);
            waiting.clear();
        }
        directory.pending.remove(key);
        for (ParkedWait<? super StageResult> w : all) if (w.claim()) w.finish(with);
    }
}
