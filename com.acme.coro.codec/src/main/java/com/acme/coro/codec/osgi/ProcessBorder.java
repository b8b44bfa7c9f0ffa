package com.acme.coro.codec.osgi;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroId;
import com.acme.coro.api.Location;
import com.acme.coro.api.channel.Channel;
import com.acme.coro.api.channel.Channels;
import com.acme.coro.api.spi.ReferenceGateway;
import com.acme.coro.api.spi.References;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Asks a {@link ReferenceGateway} where there is one; otherwise knows what is in this process. */
@Component(service = ProcessBorder.class)
public final class ProcessBorder implements ReferenceGateway {
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile ReferenceGateway border;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile References references;

    private final BundleContext context;

    /** For the framework. */
    @Activate
    public ProcessBorder(BundleContext context) {
        this.context = context;
    }

    @Override
    public void leaves(Coro coro) {
        ReferenceGateway b = border;
        References r = references;
        if (b != null) b.leaves(coro);
        else if (r != null) r.expose(coro);
    }

    @Override
    public void leaves(Channel channel) {
        ReferenceGateway b = border;
        if (b != null) b.leaves(channel);
    }

    @Override
    public Optional<Coro> arrives(CoroId id, String name, Location at) {
        ReferenceGateway b = border;
        References r = references;
        if (b != null) return b.arrives(id, name, at);
        return r == null ? Optional.empty() : r.resolve(id);
    }

    @Override
    public Optional<Channel> arrives(String name, Location at) {
        ReferenceGateway b = border;
        if (b != null) return b.arrives(name, at);
        return at.equals(Location.LOCAL) ? here(name) : Optional.empty();
    }

    // looked up each time: channels are a service of each bundle's own, and this one has none to keep
    private Optional<Channel> here(String name) {
        ServiceReference<Channels> service = context.getServiceReference(Channels.class);
        Channels channels = service == null ? null : context.getService(service);
        if (channels == null) return Optional.empty();
        try {
            return channels.locate(name);
        } finally {
            context.ungetService(service);
        }
    }
}
