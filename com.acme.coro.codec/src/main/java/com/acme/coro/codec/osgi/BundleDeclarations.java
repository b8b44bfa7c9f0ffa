package com.acme.coro.codec.osgi;

import com.acme.coro.api.CoroConstants;
import com.acme.coro.codec.core.Declarations;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleReference;
import org.osgi.framework.namespace.BundleNamespace;
import org.osgi.framework.namespace.HostNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleRevisions;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

/** What bundles say in their manifests, or, where those say nothing, in their class files. */
final class BundleDeclarations implements Declarations {
    private static final String PACKAGE_INFO = ".package-info";

    @Override
    public Optional<List<Declared>> of(ClassLoader revision) {
        if (!(revision instanceof BundleReference reference)) return Optional.empty();
        Optional<BundleWiring> wiring = wiring(reference.getBundle(), revision);
        if (wiring.isEmpty()) return Optional.of(List.of()); // it has gone: nothing of it is to be read any more
        var all = new ArrayList<Declared>(own(wiring.get(), type -> true));
        for (BundleWire wire : wiring.get().getRequiredWires(null)) {
            BundleWiring provider = wire.getProviderWiring();
            if (provider == null) continue;
            switch (wire.getCapability().getNamespace()) {
                case PackageNamespace.PACKAGE_NAMESPACE -> {
                    Object home = wire.getCapability().getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE);
                    all.addAll(own(provider, type -> packageOf(type).equals(home)));
                }
                case BundleNamespace.BUNDLE_NAMESPACE -> all.addAll(own(provider, exports(provider)));
                default -> {}
            }
        }
        return Optional.of(all);
    }

    private static Predicate<String> exports(BundleWiring provider) {
        List<Object> exported = provider.getCapabilities(PackageNamespace.PACKAGE_NAMESPACE).stream()
                .map(c -> c.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE))
                .toList();
        return type -> exported.contains(packageOf(type));
    }

    /** An old revision of an updated bundle, too, for as long as somebody is wired to it. */
    private static Optional<BundleWiring> wiring(Bundle bundle, ClassLoader revision) {
        BundleRevisions revisions = bundle.adapt(BundleRevisions.class);
        if (revisions == null) return Optional.empty();
        return revisions.getRevisions().stream()
                .map(BundleRevision::getWiring)
                .filter(w -> w != null && revision.equals(w.getClassLoader()))
                .findFirst();
    }

    private static List<Declared> own(BundleWiring wiring, Predicate<String> wanted) {
        var capabilities = new ArrayList<>(wiring.getRevision().getDeclaredCapabilities(CoroConstants.TRANSFERABLE));
        for (BundleWire fragment : wiring.getProvidedWires(HostNamespace.HOST_NAMESPACE)) {
            capabilities.addAll(fragment.getRequirer().getDeclaredCapabilities(CoroConstants.TRANSFERABLE));
        }
        List<Declared> all = capabilities.isEmpty()
                ? ClassFiles.declarations(wiring, wanted)
                : capabilities.stream().map(BundleDeclarations::declared).toList();
        return all.stream()
                .filter(d -> wanted.test(d.wholePackage() ? d.className() + PACKAGE_INFO : d.className()))
                .toList();
    }

    private static Declared declared(BundleCapability capability) {
        String type = String.valueOf(capability.getAttributes().get("type"));
        boolean wholePackage = type.endsWith(PACKAGE_INFO);
        String className = wholePackage ? packageOf(type) : type;
        var names = new ArrayList<String>();
        Object name = capability.getAttributes().get("name");
        names.add(name instanceof String s && !s.isEmpty() ? s : className);
        Object aliases = capability.getAttributes().get("aliases");
        if (aliases instanceof List<?> more) more.forEach(a -> names.add(String.valueOf(a)));
        else if (aliases instanceof String one && !one.isEmpty()) names.add(one);
        return new Declared(className, names, wholePackage);
    }

    private static String packageOf(String type) {
        int dot = type.lastIndexOf('.');
        return dot < 0 ? "" : type.substring(0, dot);
    }
}
