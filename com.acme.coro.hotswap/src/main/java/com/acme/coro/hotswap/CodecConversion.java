package com.acme.coro.hotswap;

import com.acme.coro.api.NotTransferableException;
import com.acme.coro.api.UnreadableException;
import com.acme.coro.api.spi.Codec;
import com.acme.coro.api.spi.Codec.Packed;
import com.acme.coro.api.spi.Conversion;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Converts what belongs to one revision, or to any that is gone, by value. Holds no revision. */
final class CodecConversion implements Conversion {
    private static final int MOST_DIFFERENCES = 100;

    private final Supplier<Optional<Codec>> codec;
    /** Whose code is left. */
    private final WeakReference<ClassLoader> from;
    /** Whose code is entered. */
    private final Supplier<Optional<ClassLoader>> to;

    private final LongSupplier nanos;
    private final AtomicInteger converted = new AtomicInteger();
    private final Set<String> differences = new ConcurrentSkipListSet<>();
    private final LongAdder spent = new LongAdder();
    /** False once everything has been tried: what comes then is the same again. */
    private volatile boolean counts = true;

    CodecConversion(
            Supplier<Optional<Codec>> codec,
            Optional<ClassLoader> from,
            Supplier<Optional<ClassLoader>> to,
            LongSupplier nanos) {
        this.codec = codec;
        this.from = new WeakReference<>(from.orElse(null));
        this.to = to;
        this.nanos = nanos;
    }

    @Override
    public Object detach(Object value) {
        ClassLoader left = from.get();
        Codec c = codec.get().orElse(null);
        if (value instanceof Packed || left == null || c == null) return value;
        return c.reaches(value, loader -> loader == left) ? packed(c, value, left) : value;
    }

    /** What is packed is known to read back: otherwise the value would be lost with the code that it is taken off. */
    private static Packed packed(Codec c, Object value, ClassLoader left) {
        Packed packed = c.pack(value, left);
        try {
            c.unpack(packed, left);
        } catch (UnreadableException unreadable) {
            throw new NotTransferableException(
                    unreadable.path(),
                    unreadable.type(),
                    "it could not be read back: " + unreadable.reason(),
                    unreadable);
        }
        return packed;
    }

    @Override
    public Object attach(Object value) {
        long began = nanos.getAsLong();
        try {
            return attached(value);
        } finally {
            spent.add(nanos.getAsLong() - began);
        }
    }

    private Object attached(Object value) {
        Codec c = codec.get().orElse(null);
        if (c == null) return unconverted(value);
        Packed packed;
        if (value instanceof Packed p) {
            packed = p;
        } else {
            // it was put there between the versions, or by somebody else who is gone
            List<ClassLoader> gone = StaleRevisions.reached(value, c);
            if (gone.isEmpty()) return value;
            packed = c.pack(value, gone.get(0));
        }
        ClassLoader into = to.get()
                .orElseThrow(() ->
                        new NotConvertedException("the bundle that is to take it is not resolved: " + packed.type()));
        Codec.Unpacked now = c.unpack(packed, into);
        now.differences().forEach(this::differs);
        if (counts) converted.incrementAndGet();
        return now.value();
    }

    private static Object unconverted(Object value) {
        if (value instanceof Packed packed) {
            throw new NotConvertedException(
                    "there is no codec to read it: start the bundle com.acme.coro.codec: " + packed.type());
        }
        StaleRevisions.plainlyIn(value).ifPresent(type -> {
            throw new NotConvertedException(
                    "it is of a version that is gone, and there is no codec to convert it: start the"
                            + " bundle com.acme.coro.codec: " + type.getName());
        });
        return value;
    }

    @Override
    public List<Object> handles(Object state) {
        if (state instanceof Packed packed) return packed.handles();
        return codec.get().map(c -> c.handles(state)).orElse(List.of(state));
    }

    private void differs(String sentence) {
        if (differences.size() < MOST_DIFFERENCES) differences.add(sentence);
    }

    /** What did not come along, each once, in alphabetical order. */
    List<String> differences() {
        return List.copyOf(differences);
    }

    /** From now on the values are converted for good that were counted before. */
    void tried() {
        counts = false;
    }

    /** How many values were converted. */
    int converted() {
        return converted.get();
    }

    /** How long that took. */
    long spentNanos() {
        return spent.sum();
    }
}
