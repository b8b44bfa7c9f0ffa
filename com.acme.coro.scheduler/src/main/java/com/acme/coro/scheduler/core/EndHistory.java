package com.acme.coro.scheduler.core;

import com.acme.coro.api.CoroId;
import com.acme.coro.api.Failure;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.spi.Coroutines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The coroutines that ended last. Those that returned and those that ended otherwise are kept apart, so that a crowd that
 * returns does not push out the one that failed. Holds text alone: no class loader is kept by it. From any thread.
 */
public final class EndHistory {
    private static final int RETURNED = 256;
    private static final int OTHERWISE = 256;
    private static final int MOST_FRAMES = 32;
    private static final int MOST_CAUSES = 4;

    private final AtomicLong order = new AtomicLong();
    private final Ring returned = new Ring(RETURNED);
    private final Ring otherwise = new Ring(OTHERWISE);

    /** Records an end, of a coroutine whose extras, which may be null, do not change any more. */
    void add(LocalCoro c, Outcome how, Object work, RareState x) {
        boolean returns = how instanceof Outcome.Returned;
        FunctionOffer f = work instanceof CoroTask w ? w.function() : null;
        (returns ? returned : otherwise)
                .add(new Note(
                        c.runtime(),
                        c.engine.name,
                        c.sequence,
                        c.name,
                        c.group.owner(),
                        f == null ? null : f.name(),
                        x == null || x.names.isEmpty() ? List.of() : List.copyOf(x.names),
                        c.born,
                        // a clock costs too much where thousands return
                        returns ? c.engine.moment() : c.engine.time.nanos(),
                        order.getAndIncrement(),
                        c.turns,
                        how instanceof Outcome.Returned r
                                ? r.value() == null
                                        ? null
                                        : r.value().getClass().getName()
                                : brief(how)));
    }

    /** What is kept of an end: text, and when and as which it was. The function and the result may be null. */
    private record Note(
            CoreRuntime runtime,
            String scheduler,
            long sequence,
            String name,
            String owner,
            String function,
            List<String> names,
            long born,
            long at,
            long place,
            int turns,
            Object result) {
        Coroutines.Ended told() {
            return new EndRecord(
                    new CoroId(runtime.incarnation, sequence),
                    name,
                    scheduler,
                    owner,
                    Optional.ofNullable(function),
                    names,
                    positive(at - born),
                    positive(runtime.time.nanos() - at),
                    turns,
                    sentence(),
                    result instanceof Outcome.Failed f ? Optional.of(f.failure()) : Optional.empty());
        }

        private String sentence() {
            return switch (result) {
                case null -> "returned";
                case Outcome.Failed failed -> "failed: " + failed.failure();
                case Outcome.Terminated terminated -> "terminated: " + terminated.reason();
                case Outcome.Detached detached -> "detached: " + detached.reason();
                case Outcome.CodeGone gone -> "its code is gone: " + gone.reason();
                case Outcome other -> other.toString();
                default -> "returned a " + result;
            };
        }

        private static Duration positive(long nanos) {
            return Duration.ofNanos(Math.max(0, nanos));
        }
    }

    /** An outcome that was not a return, with as much of a failure as is worth keeping. */
    private static Outcome brief(Outcome how) {
        return how instanceof Outcome.Failed f ? new Outcome.Failed(brief(f.failure(), MOST_CAUSES)) : how;
    }

    private static Failure brief(Failure failure, int causes) {
        List<StackTraceElement> stack = failure.stack();
        return new Failure(
                failure.type(),
                failure.message(),
                stack.size() <= MOST_FRAMES ? stack : stack.subList(0, MOST_FRAMES),
                causes == 0 ? Optional.empty() : failure.cause().map(cause -> brief(cause, causes - 1)),
                List.of());
    }

    public List<Coroutines.Ended> all() {
        var notes = new ArrayList<Note>();
        returned.copyTo(notes);
        otherwise.copyTo(notes);
        notes.sort(Comparator.comparingLong(Note::place));
        return notes.stream().map(Note::told).toList();
    }

    /** The last ones, each in the place of the oldest. Lock-free: a reader may miss one that is just being added. */
    private static final class Ring {
        private final AtomicReferenceArray<Note> notes;
        private final AtomicInteger next = new AtomicInteger();

        Ring(int size) {
            notes = new AtomicReferenceArray<>(size);
        }

        void add(Note note) {
            notes.setRelease(Math.floorMod(next.getAndIncrement(), notes.length()), note);
        }

        void copyTo(List<Note> all) {
            int oldest = next.get();
            for (int i = 0; i < notes.length(); i++) {
                Note n = notes.getAcquire(Math.floorMod(oldest + i, notes.length()));
                if (n != null) all.add(n);
            }
        }
    }
}
