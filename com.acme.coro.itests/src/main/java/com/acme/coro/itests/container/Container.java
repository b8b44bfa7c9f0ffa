package com.acme.coro.itests.container;

import com.acme.coro.api.CoroConstants;
import com.acme.coro.api.Scheduler;
import java.io.InputStream;
import java.net.URI;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.FrameworkWiring;

/** The container that the tests run in, as their own bundle sees it. */
public final class Container {
    private Container() {}

    /** The context of the tests' bundle. */
    public static BundleContext context() {
        return FrameworkUtil.getBundle(Container.class).getBundleContext();
    }

    /** An installed bundle. */
    public static Bundle bundle(String symbolicName) {
        return Arrays.stream(context().getBundles())
                .filter(b -> symbolicName.equals(b.getSymbolicName()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("bundle is not installed: " + symbolicName));
    }

    /** A service, when it is there or as soon as it is. */
    public static <S> S service(Class<S> type) {
        return service(type, "(objectClass=*)");
    }

    /** A service that a filter fits, when it is there or as soon as it is. */
    public static <S> S service(Class<S> type, String filter) {
        return service(context(), type, filter);
    }

    static <S> S service(BundleContext user, Class<S> type, String filter) {
        return Await.present(
                "there is a " + type.getSimpleName() + " " + filter,
                () -> user.getServiceReferences(type, filter).stream()
                        .sorted((a, b) -> b.compareTo(a))
                        .map(user::getService)
                        .filter(Objects::nonNull) // withdrawn meanwhile
                        .findFirst());
    }

    /** The services of a type that a filter fits, now. */
    public static <S> Collection<ServiceReference<S>> references(Class<S> type, String filter) {
        try {
            return context().getServiceReferences(type, filter);
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException("not a filter: " + filter, e);
        }
    }

    /** Whether there is a service of a type that a filter fits, now. */
    public static boolean has(Class<?> type, String filter) {
        return !references(type, filter).isEmpty();
    }

    /** The default scheduler as the tests' bundle gets it. */
    public static Scheduler scheduler() {
        return service(Scheduler.class, schedulerCalled(CoroConstants.DEFAULT_SCHEDULER));
    }

    /** What a bundle gets that has not chosen a scheduler. */
    public static <S> S undecided(Bundle bundle, Class<S> type) {
        return service(bundle.getBundleContext(), type, "(!(" + CoroConstants.SCHEDULER + "=*))");
    }

    /** The filter for a scheduler. */
    public static String schedulerCalled(String name) {
        return "(" + CoroConstants.SCHEDULER + "=" + name + ")";
    }

    /** The filter for a published coroutine. */
    public static String coroutineCalled(String name) {
        return "(" + CoroConstants.NAME + "=" + name + ")";
    }

    /** The published coroutine of a name, if there is one now. */
    public static Optional<ServiceReference<com.acme.coro.api.Coro>> published(String name) {
        return references(com.acme.coro.api.Coro.class, coroutineCalled(name)).stream()
                .findFirst();
    }

    /** Updates a bundle with its own jar and lets nobody use its old revision any more. */
    public static void renew(Bundle bundle) throws Exception {
        update(bundle);
        refresh(bundle);
    }

    /** Updates a bundle with its own jar. */
    public static void update(Bundle bundle) throws Exception {
        String location = bundle.getLocation();
        try (InputStream jar =
                URI.create(location.replaceFirst("^reference:", "")).toURL().openStream()) {
            bundle.update(jar);
        }
    }

    /** Lets nobody use old revisions of bundles, or what was wired before; waits until that is done. */
    public static void refresh(Bundle... bundles) throws InterruptedException {
        var done = new CountDownLatch(1);
        context()
                .getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                .adapt(FrameworkWiring.class)
                .refreshBundles(List.of(bundles), event -> {
                    if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) done.countDown();
                });
        if (!done.await(20, TimeUnit.SECONDS)) throw new AssertionError("not refreshed: " + List.of(bundles));
    }
}
