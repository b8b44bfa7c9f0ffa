package com.acme.coro.scheduler.osgi;

import com.acme.coro.support.text.Printable;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/**
 * Why a component gives no service object. The component runtime logs what a constructor or an activate method threw, and
 * tells a caller nothing but null; its introspection has the text.
 */
final class ComponentFailures {
    private static final String COMPONENT_ID = "component.id";
    private static final String CAUSE = "Caused by: ";
    private static final int MOST_CHARACTERS = 1_000;

    private ComponentFailures() {}

    /** The root cause as one line; empty if the service is no component's, or the runtime knows of no failure. */
    static Optional<String> of(BundleContext context, ServiceReference<?> service) {
        try {
            return found(context, service).map(ComponentFailures::rootCause);
        } catch (IllegalStateException
                | LinkageError none) { // a bundle that is gone, or a runtime without introspection
            return Optional.empty();
        }
    }

    private static Optional<String> found(BundleContext context, ServiceReference<?> service) {
        Bundle bundle = service.getBundle();
        ServiceReference<ServiceComponentRuntime> reference =
                context.getServiceReference(ServiceComponentRuntime.class);
        ServiceComponentRuntime runtime = reference == null ? null : context.getService(reference);
        if (bundle == null || runtime == null || !(service.getProperty(COMPONENT_ID) instanceof Long id)) {
            return Optional.empty();
        }
        try {
            for (ComponentDescriptionDTO component : runtime.getComponentDescriptionDTOs(bundle)) {
                for (ComponentConfigurationDTO c : runtime.getComponentConfigurationDTOs(component)) {
                    if (c.id == id && c.failure != null) return Optional.of(c.failure);
                }
            }
            return Optional.empty();
        } finally {
            context.ungetService(reference);
        }
    }

    /** Of a printed stack. */
    private static String rootCause(String failure) {
        String root = failure.lines().findFirst().orElse("");
        for (String line : failure.lines().toList()) {
            if (line.startsWith(CAUSE)) root = line.substring(CAUSE.length());
        }
        return Printable.of(root, MOST_CHARACTERS);
    }
}
