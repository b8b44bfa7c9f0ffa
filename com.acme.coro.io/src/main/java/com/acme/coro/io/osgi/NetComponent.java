package com.acme.coro.io.osgi;

import com.acme.coro.api.spi.Parking;
import com.acme.coro.api.spi.TimeSource;
import com.acme.coro.io.net.Net;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** What all sockets of the process share. Outlives every bundle that has sockets. */
@Component(service = NetComponent.class)
public final class NetComponent {
    private final ConfigurationComponent configuration;
    private final Net net;
    private final Consumer<Settings> configure;

    /** Starts nothing: threads come with the first socket. */
    @Activate
    public NetComponent(
            @Reference ConfigurationComponent configuration,
            @Reference Parking parking,
            @Reference TimeSource time,
            @Reference LogComponent log) {
        this.configuration = configuration;
        net = new Net(configuration.settings().net(), parking, time, log::warn);
        configure = settings -> net.configure(settings.net());
        configuration.use(configure);
    }

    /** Closes every socket. */
    @Deactivate
    void close() {
        configuration.leave(configure);
        net.close();
    }

    Net net() {
        return net;
    }
}
