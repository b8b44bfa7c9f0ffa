package com.acme.coro.hotswap;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.osgi.framework.Bundle;

/**
 * Brings the version back that coroutines left: an update like any other, with the old bytes. Once for each swap, and
 * only into the bundle that had these bytes.
 */
final class RollBack {
    private final SwapContext context;
    private final BiConsumer<BundleSwap, Reason> end;

    /** Which bundles are being rolled back, on which thread. */
    private final Map<Long, Thread> running = new ConcurrentHashMap<>();

    RollBack(SwapContext context, BiConsumer<BundleSwap, Reason> end) {
        this.context = context;
        this.end = end;
    }

    /** Whether what happens to a bundle on this thread is a roll-back. */
    boolean byUs(long bundleId) {
        return running.get(bundleId) == Thread.currentThread();
    }

    /** On a thread that updates bundles. */
    void run(BundleSwap c) {
        if (!c.rollingBack()) return; // somebody else has updated it meanwhile
        long id = c.bundleId();
        Bundle bundle = context.bundles().getBundle(id);
        Path jar = c.left.jar().orElse(null);
        if (id != c.left.revision().bundleId()) {
            fails(c, "that bundle was uninstalled, and another one is in its place");
            return;
        }
        if (bundle == null || jar == null) {
            fails(c, bundle == null ? "the bundle is gone" : c.left.problem());
            return;
        }
        running.put(id, Thread.currentThread());
        try (InputStream old = Files.newInputStream(jar)) {
            bundle.update(old);
            int state = bundle.getState();
            if (state != Bundle.ACTIVE && state != Bundle.STARTING) {
                bundle.start(Bundle.START_TRANSIENT | Bundle.START_ACTIVATION_POLICY);
            }
        } catch (Throwable e) { // of the framework, and of the listeners that it calls
            fails(c, ForeignText.text(e));
            return;
        } finally {
            running.remove(id);
        }
        expect(c);
    }

    /** From now on the old version has a time to offer its functions. */
    void expect(BundleSwap c) {
        context.threads().after(context.settings().start(), () -> {
            if (c.rollingBack()) fails(c, "the old version did not offer " + c.missing());
        });
    }

    private void fails(BundleSwap c, String why) {
        if (c.giveUp(BundleSwap.Stage.ROLLING_BACK)) {
            end.accept(
                    c, Reason.failure(c.problem() + "; and the roll-back to " + c.left.revision() + " failed: " + why));
        }
    }
}
