package com.acme.coro.hotswap;

import com.acme.coro.api.CoroFunction;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.wiring.FrameworkWiring;

/** A copy of a new version, installed beside the bundle that it is for, and never started. */
final class TrialInstall implements AutoCloseable {
    private final BundleContext context;
    private final Bundle copy;
    private final ServiceRegistration<?> hook;

    private TrialInstall(BundleContext context, Bundle copy, ServiceRegistration<?> hook) {
        this.context = context;
        this.copy = copy;
        this.hook = hook;
    }

    static TrialInstall install(BundleContext context, Bundle replaced, Path jar) throws RefusedException {
        String name = replaced.getSymbolicName() + ".staged";
        String location = "coro-staged:" + replaced.getBundleId();
        Path file = jar.resolveSibling(jar.getFileName() + ".copy");
        var hook = context.registerService(
                ResolverHookFactory.class, new StagedResolverHook(name, replaced.getBundleId()), new Hashtable<>());
        try {
            Bundle before = context.getBundle(location); // of a run that was cut short
            if (before != null) before.uninstall();
            StagedCopy.write(jar, replaced.getSymbolicName(), name, file);
            try (InputStream in = Files.newInputStream(file)) {
                return new TrialInstall(context, context.installBundle(location, in), hook);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (RefusedException e) {
            hook.unregister();
            throw e;
        } catch (Throwable e) { // whatever it is, the hook must not stay
            hook.unregister();
            throw new RefusedException("it cannot be installed: " + ForeignText.text(e));
        }
    }

    /**
     * It resolves, its functions can be constructed, as far as one can tell without starting it, and none of those is
     * missing.
     *
     * @param limit how long its constructors and static initializers may take
     */
    void check(Set<String> functions, Duration limit) throws RefusedException {
        resolve();
        List<OfferingComponents.Offering> offerings = SwapThreads.tried(limit, this::construct);
        // without any, a bundle offers its functions by other means, which nobody can see beforehand
        if (offerings.isEmpty()) return;
        var missing = new TreeSet<>(functions);
        offerings.forEach(o -> o.function().ifPresent(missing::remove));
        if (!missing.isEmpty()) {
            throw new RefusedException("it does not offer " + String.join(", ", missing));
        }
    }

    private void resolve() throws RefusedException {
        Bundle system = context.getBundle(Constants.SYSTEM_BUNDLE_ID);
        if (system.adapt(FrameworkWiring.class).resolveBundles(List.of(copy))) return;
        try {
            copy.start(Bundle.START_TRANSIENT); // says why it cannot
            copy.stop();
        } catch (BundleException why) {
            throw new RefusedException("it does not resolve: " + ForeignText.text(why));
        }
    }

    private List<OfferingComponents.Offering> construct() throws RefusedException {
        List<OfferingComponents.Offering> offerings = OfferingComponents.of(copy);
        for (OfferingComponents.Offering o : offerings) construct(o.type());
        return offerings;
    }

    private void construct(String type) throws RefusedException {
        try {
            Class<?> c = Class.forName(type, true, copy.loadClass(type).getClassLoader());
            if (!CoroFunction.class.isAssignableFrom(c)) {
                throw new RefusedException(type + " is no CoroFunction of this container's API");
            }
            Optional<Constructor<?>> plain = Arrays.stream(c.getConstructors())
                    .filter(k -> k.getParameterCount() == 0)
                    .findFirst();
            if (plain.isPresent() && !Modifier.isAbstract(c.getModifiers()) && Modifier.isPublic(c.getModifiers())) {
                plain.get().newInstance();
            }
        } catch (RefusedException e) {
            throw e;
        } catch (InvocationTargetException e) {
            throw new RefusedException(type + " cannot be constructed: " + ForeignText.text(e));
        } catch (Throwable e) { // of a static initializer, or for want of memory or stack
            throw new RefusedException(type + " cannot be loaded: " + ForeignText.text(e));
        }
    }

    Optional<ClassLoader> loader() {
        return StaleRevisions.loaderOf(copy);
    }

    @Override
    public void close() throws BundleException {
        try {
            if (copy.getState() != Bundle.UNINSTALLED) copy.uninstall();
        } finally {
            hook.unregister();
        }
    }
}
