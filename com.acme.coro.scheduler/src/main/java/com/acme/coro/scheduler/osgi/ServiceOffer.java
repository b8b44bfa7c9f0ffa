package com.acme.coro.scheduler.osgi;

import com.acme.coro.api.CoroConstants;
import com.acme.coro.api.CoroFunction;
import com.acme.coro.scheduler.core.BundleGroup;
import com.acme.coro.scheduler.core.FunctionOffer;
import com.acme.coro.scheduler.core.LocalScheduler;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceObjects;
import org.osgi.framework.ServiceReference;

/** A function that a bundle offers as a service. Each coroutine holds a service object of it until it ends. */
final class ServiceOffer implements FunctionOffer {
    /** A property that the component runtime sets. */
    private static final String COMPONENT_NAME = "component.name";

    private final BundleContext context;
    private final ServiceReference<CoroFunction> reference;
    private final ServiceObjects<CoroFunction> objects;
    private final String name;
    private final Bundle bundle;
    /** Its bundle as it was when it came: an update changes the version before it is asked for that. */
    private final String text;

    private final long id;
    private final String component;
    private final BundleWatch bundles;

    ServiceOffer(BundleContext context, ServiceReference<CoroFunction> reference, String name, BundleWatch bundles) {
        this.context = context;
        this.bundles = bundles;
        this.reference = reference;
        this.objects = context.getServiceObjects(reference);
        this.name = name;
        this.bundle = reference.getBundle();
        this.id = (Long) reference.getProperty(Constants.SERVICE_ID);
        this.component = component(reference);
        this.text = bundle.getSymbolicName() + " " + bundle.getVersion();
    }

    /** The PID of its configuration, which stays the same across revisions; otherwise the component's name. */
    private static String component(ServiceReference<?> reference) {
        String pid = switch (reference.getProperty(Constants.SERVICE_PID)) {
            case String one -> one;
            case String[] many -> joined(Arrays.asList(many));
            case Collection<?> many -> joined(many);
            case null, default -> "";
        };
        if (!pid.isEmpty()) return pid;
        return reference.getProperty(COMPONENT_NAME) instanceof String name ? name : "";
    }

    private static String joined(Collection<?> pids) {
        return pids.stream().map(String::valueOf).sorted().collect(Collectors.joining(","));
    }

    @Override
    public String name() {
        return name;
    }

    ServiceReference<CoroFunction> reference() {
        return reference;
    }

    Bundle from() {
        return bundle;
    }

    @Override
    public long bundleId() {
        return bundle.getBundleId();
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public String component() {
        return component;
    }

    @Override
    public BundleGroup home(LocalScheduler engine) {
        return bundles.of(bundle).scheduler(engine).group();
    }

    @Override
    public String bundle() {
        return text;
    }

    @Override
    public Optional<List<String>> parameters() {
        return switch (reference.getProperty(CoroConstants.PARAMETERS)) {
            case String[] many -> Optional.of(List.of(many));
            case String one -> Optional.of(List.of(one));
            case null, default -> Optional.empty();
        };
    }

    @Override
    public CoroFunction get() {
        return objects.getService();
    }

    @Override
    public Optional<String> failure() {
        return ComponentFailures.of(context, reference);
    }

    @Override
    public void release(CoroFunction function) {
        try {
            objects.ungetService(function);
        } catch (IllegalStateException | IllegalArgumentException alreadyGone) {
            return; // with its bundle, or with ours
        }
    }

    /** The service that ranks higher is greater. */
    @Override
    public int compareTo(FunctionOffer other) {
        return other instanceof ServiceOffer o ? reference.compareTo(o.reference) : 1;
    }
}
