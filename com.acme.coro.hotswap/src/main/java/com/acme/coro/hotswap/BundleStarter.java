package com.acme.coro.hotswap;

import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/** Starts new versions that are not started though they should be: what is wrong is told only to who starts them. */
final class BundleStarter {
    private static final StackWalker CALLERS =
            StackWalker.getInstance(Set.of(StackWalker.Option.RETAIN_CLASS_REFERENCE));

    private final Bundle framework;

    BundleStarter(BundleContext context) {
        framework = context.getBundle(Constants.SYSTEM_BUNDLE_ID);
    }

    /**
     * Whether the caller is in an update of a bundle. That starts what it has stopped; where somebody else has stopped it,
     * somebody else decides when it starts.
     */
    static boolean inUpdate() {
        return CALLERS.walk(frames -> frames.anyMatch(
                f -> f.getMethodName().equals("update") && Bundle.class.isAssignableFrom(f.getDeclaringClass())));
    }

    /** Whether a bundle is stopped, and the framework may start it now. */
    boolean possible(Bundle bundle) {
        boolean stopped = bundle.getState() == Bundle.INSTALLED || bundle.getState() == Bundle.RESOLVED;
        BundleStartLevel level = bundle.adapt(BundleStartLevel.class); // null once it is uninstalled
        return stopped
                && level != null
                && level.getStartLevel()
                        <= framework.adapt(FrameworkStartLevel.class).getStartLevel()
                && framework.getState() != Bundle.STOPPING;
    }

    /** Starts it as it was started before; waits for who changes its state now. False if that takes too long. */
    static boolean start(Bundle bundle) throws BundleException {
        BundleStartLevel level = bundle.adapt(BundleStartLevel.class);
        boolean lazily = level == null || level.isActivationPolicyUsed();
        try {
            bundle.start(Bundle.START_TRANSIENT | (lazily ? Bundle.START_ACTIVATION_POLICY : 0));
            return true;
        } catch (BundleException e) {
            if (e.getType() == BundleException.STATECHANGE_ERROR) return false;
            throw e;
        }
    }
}
