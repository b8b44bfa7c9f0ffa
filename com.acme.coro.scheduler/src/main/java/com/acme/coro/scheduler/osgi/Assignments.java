package com.acme.coro.scheduler.osgi;

import com.acme.coro.api.CoroConstants;
import com.acme.coro.scheduler.core.Loggers;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.osgi.framework.Bundle;

/**
 * The bundles that configurations of schedulers name: which scheduler a bundle gets that has not chosen one itself. Of
 * several that name it, the one with the longest pattern counts, of those the first by name. From any thread.
 */
final class Assignments {
    private final Loggers logs;

    /** By scheduler. Guarded by this. */
    private final Map<String, List<BundlePattern>> patterns = new TreeMap<>();
    /** The bundles that it was said of that several name them. Guarded by this. */
    private final Set<String> disputed = new HashSet<>();

    Assignments(Loggers logs) {
        this.logs = logs;
    }

    /** Replaces what a scheduler's configuration names. */
    synchronized void set(String scheduler, Collection<BundlePattern> named) {
        if (named.isEmpty()) patterns.remove(scheduler);
        else patterns.put(scheduler, List.copyOf(named));
        disputed.clear();
    }

    /** The scheduler that a bundle is to have; none if no configuration names it. */
    Optional<String> schedulerOf(Bundle bundle) {
        String name = bundle == null ? null : bundle.getSymbolicName();
        if (name == null) return Optional.empty();
        List<Claim> claims;
        boolean told;
        synchronized (this) {
            claims = patterns.entrySet().stream()
                    .flatMap(e ->
                            e.getValue().stream().filter(p -> p.matches(name)).map(p -> new Claim(e.getKey(), p)))
                    .sorted(Comparator.comparingInt((Claim c) -> -c.pattern().literals()))
                    .toList();
            told = claims.stream().map(Claim::scheduler).distinct().count() < 2 || !disputed.add(name);
        }
        if (!told) {
            logs.logger("com.acme.coro.scheduler")
                    .warn(
                            "several schedulers are to run a bundle: bundle={}, used={}, claims={}",
                            name,
                            claims.get(0).scheduler(),
                            claims);
        }
        return claims.stream()
                .map(Claim::scheduler)
                .findFirst()
                .filter(s -> !s.equals(CoroConstants.DEFAULT_SCHEDULER));
    }

    private record Claim(String scheduler, BundlePattern pattern) {
        @Override
        public String toString() {
            return scheduler + " by " + pattern;
        }
    }
}
