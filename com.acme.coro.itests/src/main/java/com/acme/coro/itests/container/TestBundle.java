package com.acme.coro.itests.container;

import com.acme.coro.api.CoroBody;
import com.acme.coro.api.CoroConstants;
import com.acme.coro.api.CoroFunction;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.spi.Coroutines;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceRegistration;

/** A bundle that a test made: the test acts in its name, with objects of its classes. */
public final class TestBundle {
    private final Bundle bundle;
    private final Class<?>[] code;

    TestBundle(Bundle bundle, Class<?>... code) {
        this.bundle = bundle;
        this.code = code.clone();
    }

    /** The bundle. */
    public Bundle bundle() {
        return bundle;
    }

    /** The bundle's own instance of the default scheduler. */
    public Scheduler scheduler() {
        return scheduler(CoroConstants.DEFAULT_SCHEDULER);
    }

    /** The bundle's own instance of a scheduler. */
    public Scheduler scheduler(String name) {
        return Container.service(bundle.getBundleContext(), Scheduler.class, Container.schedulerCalled(name));
    }

    /** A service as this bundle gets it. */
    public <S> S service(Class<S> type) {
        return Container.service(bundle.getBundleContext(), type, "(objectClass=*)");
    }

    /** An object of this bundle's copy of a class, made by its only constructor. */
    public CoroBody body(Class<? extends CoroBody> type, Object... args) {
        return make(CoroBody.class, type, args);
    }

    /** An object of this bundle's copy of a class, made by its only constructor. */
    public CoroFunction function(Class<? extends CoroFunction> type, Object... args) {
        return make(CoroFunction.class, type, args);
    }

    /** A body that this bundle's copy of a class makes. */
    @SuppressWarnings("unchecked") // the interface is shared, the class is not
    public CoroBody lambda(Class<? extends Callable<CoroBody>> maker) {
        try {
            return ((Callable<CoroBody>) make(Callable.class, maker)).call();
        } catch (Exception e) {
            throw new AssertionError(maker.getName() + " made no body", e);
        }
    }

    /** An object of this bundle's copy of a class, made by its only constructor and seen as a type that is shared. */
    public <T> T make(Class<T> as, Class<? extends T> type, Object... args) {
        try {
            Constructor<?> only = bundle.loadClass(type.getName()).getConstructors()[0];
            return as.cast(only.newInstance(args));
        } catch (ClassNotFoundException | InstantiationException | IllegalAccessException e) {
            throw new AssertionError(
                    type.getName() + " of " + bundle + " with " + Arrays.toString(args) + " was not made", e);
        } catch (InvocationTargetException e) {
            throw new AssertionError(type.getName() + " failed when it was made", e.getCause());
        }
    }

    /** Offers a function of this bundle as a service. */
    public ServiceRegistration<CoroFunction> offer(String name, CoroFunction function, Map<String, ?> more) {
        var properties = new Hashtable<String, Object>(more);
        properties.put(CoroConstants.FUNCTION, name);
        return bundle.getBundleContext().registerService(CoroFunction.class, function, properties);
    }

    /** The names of this bundle's coroutines, on whichever scheduler. */
    public List<String> coroutines() {
        return Container.service(Coroutines.class).all().stream()
                .filter(c -> c.bundle().equals(bundle.getSymbolicName()))
                .map(com.acme.coro.api.CoroSnapshot::name)
                .toList();
    }

    public void start() throws BundleException {
        bundle.start();
    }

    public void stop() throws BundleException {
        bundle.stop();
    }

    public void uninstall() throws BundleException {
        bundle.uninstall();
    }

    /** Updates it to other code; it runs afterwards if it did before. */
    public void replace(String version, Class<?>... other) throws BundleException {
        bundle.update(Jar.of(bundle.getSymbolicName(), version, other));
    }

    /** Updates it to another version of the same code; it runs afterwards if it did before. */
    public void update(String version) throws BundleException {
        bundle.update(Jar.of(bundle.getSymbolicName(), version, code));
    }
}
