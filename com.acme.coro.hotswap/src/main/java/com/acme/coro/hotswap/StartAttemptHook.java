package com.acme.coro.hotswap;

import java.util.Collection;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;
import org.osgi.framework.Bundle;
import org.osgi.framework.hooks.resolver.ResolverHook;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.wiring.BundleRevision;

/**
 * Notices that a bundle is asked to start: a bundle that does not resolve has no event for that. The framework calls this
 * with its locks held, so nothing here waits.
 */
final class StartAttemptHook implements ResolverHookFactory {
    private static final StackWalker CALLERS =
            StackWalker.getInstance(Set.of(StackWalker.Option.RETAIN_CLASS_REFERENCE));

    private final LongPredicate awaited;
    private final LongConsumer asked;

    /**
     * Reports attempts.
     *
     * @param awaited says whether coroutines wait for a bundle
     * @param asked gets the ids of such bundles
     */
    StartAttemptHook(LongPredicate awaited, LongConsumer asked) {
        this.awaited = awaited;
        this.asked = asked;
    }

    @Override
    public ResolverHook begin(Collection<BundleRevision> triggers) {
        for (BundleRevision r : triggers) {
            long id = r.getBundle().getBundleId();
            if (awaited.test(id) && inStart()) asked.accept(id);
        }
        return null; // as the specification has it for a factory without a hook
    }

    private static boolean inStart() {
        return CALLERS.walk(frames -> frames.anyMatch(
                f -> f.getMethodName().equals("start") && Bundle.class.isAssignableFrom(f.getDeclaringClass())));
    }
}
