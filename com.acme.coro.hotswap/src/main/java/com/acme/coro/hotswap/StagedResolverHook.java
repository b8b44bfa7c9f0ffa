package com.acme.coro.hotswap;

import java.util.Collection;
import org.osgi.framework.Bundle;
import org.osgi.framework.hooks.resolver.ResolverHook;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/**
 * While a copy is tried: it does not get anything from the bundle that it is to replace, and nobody else gets anything
 * from it.
 *
 * @param symbolicName the copy's
 * @param replaced the bundle's id
 */
record StagedResolverHook(String symbolicName, long replaced) implements ResolverHookFactory, ResolverHook {
    @Override
    public ResolverHook begin(Collection<BundleRevision> triggers) {
        return this;
    }

    @Override
    public void filterMatches(BundleRequirement requirement, Collection<BundleCapability> candidates) {
        boolean own = isCopy(requirement.getRevision());
        candidates.removeIf(c -> own ? c.getRevision().getBundle().getBundleId() == replaced : isCopy(c.getRevision()));
    }

    private boolean isCopy(BundleRevision revision) {
        Bundle bundle = revision.getBundle();
        return symbolicName.equals(bundle.getSymbolicName());
    }

    @Override
    public void filterResolvable(Collection<BundleRevision> candidates) {
        // all may resolve
    }

    @Override
    public void filterSingletonCollisions(
            BundleCapability singleton, Collection<BundleCapability> collisionCandidates) {
        // it has a name of its own
    }

    @Override
    public void end() {
        // holds nothing
    }
}
