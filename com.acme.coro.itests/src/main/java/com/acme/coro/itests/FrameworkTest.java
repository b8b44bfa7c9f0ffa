package com.acme.coro.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.test.common.annotation.InjectBundleContext;

/** The container of these tests is what we think it is: a live Felix, every bundle of ours in it and running. */
public class FrameworkTest {
    @InjectBundleContext
    BundleContext context;

    @Test
    void shouldRunInFelix() {
        assertEquals(
                "org.apache.felix.framework",
                context.getBundle(Constants.SYSTEM_BUNDLE_ID).getSymbolicName());
    }

    @Test
    void shouldHaveEveryBundleOfOursActive() {
        Set<Bundle> ours = Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().startsWith("com.acme.coro."))
                .collect(Collectors.toSet());
        Set<String> names = ours.stream().map(Bundle::getSymbolicName).collect(Collectors.toSet());
        assertTrue(names.containsAll(Set.of("com.acme.coro.api", "com.acme.coro.scheduler")), names::toString);
        Set<Bundle> idle = ours.stream()
                .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
                .collect(Collectors.toSet());
        assertEquals(Set.of(), idle);
    }
}
