package com.acme.coro.launcher.inside;

import java.util.Arrays;
import org.apache.felix.service.command.Converter;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** What a command that takes a bundle, say {@code stop} or {@code update}, is given: an id, or a symbolic name. */
@Component(service = Converter.class, property = Converter.CONVERTER_CLASSES + "=org.osgi.framework.Bundle")
public final class BundleWords implements Converter {
    private final BundleContext context;

    /** Looks among the bundles of this framework. */
    @Activate
    public BundleWords(BundleContext context) {
        this.context = context;
    }

    /** Null, which stands for "no", where the word means no bundle. */
    @Override
    public Object convert(Class<?> type, Object word) {
        if (type != Bundle.class || word == null) return null;
        String said = word.toString();
        return Arrays.stream(context.getBundles())
                .filter(b -> said.equals(String.valueOf(b.getBundleId())) || said.equals(b.getSymbolicName()))
                .findFirst()
                .orElse(null);
    }

    @Override
    public CharSequence format(Object target, int level, Converter escape) {
        return target instanceof Bundle b ? b.getSymbolicName() + " " + b.getVersion() : null;
    }
}
