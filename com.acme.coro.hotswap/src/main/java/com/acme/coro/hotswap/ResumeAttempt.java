package com.acme.coro.hotswap;

import com.acme.coro.api.spi.OfferedFunction;
import com.acme.coro.api.spi.SwapControl.Between;
import com.acme.coro.api.spi.SwapControl.Entry;
import com.acme.coro.api.spi.SwapControl.Unfit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One attempt to have the coroutines of a swap go on: first all try, then all go, or none. Of one thread. */
final class ResumeAttempt {
    private final BundleSwap swap;
    private final Map<Between, OfferedFunction> into;
    private final Map<Long, CodecConversion> conversions;
    private final List<Between> tried = new ArrayList<>();
    private final List<Entry> ready = new ArrayList<>();
    private final List<Unfit> unfit = new ArrayList<>();
    private int went;
    private int messages;

    ResumeAttempt(BundleSwap swap, Map<Between, OfferedFunction> into, Map<Long, CodecConversion> conversions) {
        this.swap = swap;
        this.into = into;
        this.conversions = conversions;
    }

    /** Why one of them cannot; empty if all can. */
    Optional<String> tryAll() {
        for (Between b : swap.waiting()) {
            OfferedFunction function = into.get(b);
            if (function == null) continue; // ended meanwhile
            try {
                Entry entry = b.enter(function, conversions.get(function.bundleId()));
                tried.add(b);
                ready.add(entry);
                unfit.addAll(entry.unfit());
            } catch (RuntimeException | Error e) { // of the user's types, too
                if (!b.waiting()) continue;
                return Optional.of(b.coro().name() + " cannot go on in " + function.name() + " of " + function.bundle()
                        + ": " + e.getMessage());
            }
        }
        return Optional.empty();
    }

    Optional<String> firstUnfit() {
        return unfit.stream()
                .findFirst()
                .map(u -> "a message for " + u.coro().name() + " does not fit: " + u.type() + ": " + u.reason());
    }

    void goAll() {
        conversions.values().forEach(CodecConversion::tried);
        for (int i = 0; i < ready.size(); i++) {
            int waiting = tried.get(i).messages();
            if (ready.get(i).go()) {
                went++;
                messages += waiting;
            }
        }
    }

    /** Whether some still wait, as their function was withdrawn at the last moment. */
    boolean someStayed() {
        return tried.stream().anyMatch(Between::waiting);
    }

    void cancelAll() {
        ready.forEach(Entry::cancel);
    }

    int went() {
        return went;
    }

    int messages() {
        return messages;
    }

    List<Unfit> unfit() {
        return unfit;
    }

    int converted() {
        return conversions.values().stream()
                .mapToInt(CodecConversion::converted)
                .sum();
    }

    /** What of the values did not come along, each once. */
    List<String> differences() {
        return conversions.values().stream()
                .flatMap(c -> c.differences().stream())
                .distinct()
                .sorted()
                .toList();
    }

    long convertingNanos() {
        return conversions.values().stream()
                .mapToLong(CodecConversion::spentNanos)
                .sum();
    }

    /** The bundle they went into; that of the first where there are several. */
    Optional<Long> bundleId() {
        return into.values().stream().map(OfferedFunction::bundleId).findFirst();
    }
}
