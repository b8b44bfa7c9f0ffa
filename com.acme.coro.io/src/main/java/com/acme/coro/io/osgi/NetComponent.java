package com.acme.coro.io.osgi;

import com.acme.coro.api.spi.Parking;
import com.acme.coro.api.spi.TimeSource;
import com.acme.coro.io.config.IoConfig;
import com.acme.coro.io.net.IoSettings;
import com.acme.coro.io.net.Net;
import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;
import org.osgi.service.metatype.annotations.Designate;

/** What all sockets of the process share. Outlives every bundle that has sockets. */
@Component(service = NetComponent.class, configurationPid = IoConfig.PID)
@Designate(ocd = IoConfig.class)
public final class NetComponent {
    private final Net net;

    /** Refuses a configuration that is out of its range. */
    @Activate
    public NetComponent(
            IoConfig config,
            @Reference Parking parking,
            @Reference TimeSource time,
            @Reference(service = LoggerFactory.class) Logger log) {
        net = new Net(settings(config), parking, time, (what, why) -> log.warn("{}", what, why));
    }

    private static IoSettings settings(IoConfig c) {
        return new IoSettings(
                c.processors(),
                c.read_buffer(),
                c.bytes_per_connection(),
                Duration.ofMillis(c.connect_timeout()),
                Duration.ofMillis(c.handshake_timeout()));
    }

    /** For sockets to come; what is out of its range changes nothing. */
    @Modified
    void modified(IoConfig config) {
        net.configure(settings(config));
    }

    /** Closes every socket. */
    @Deactivate
    void close() {
        net.close();
    }

    Net net() {
        return net;
    }
}
