package com.acme.coro.io.osgi;

import com.acme.coro.api.io.PeerCredentials;
import com.acme.coro.api.io.Tls;
import com.acme.coro.io.config.TrustConfig;
import com.acme.coro.io.net.UserTrust;
import com.acme.coro.io.trust.OwnIdentity;
import com.acme.coro.io.trust.TrustSettings;
import com.acme.coro.io.trust.Usual;
import java.time.Clock;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * This user's own keys, as a service. Touches no file before somebody wants some. While its configuration is not in order
 * it says so to who asks: a component that fails is not asked again when its configuration is corrected.
 */
@Component(service = PeerCredentials.class, configurationPid = TrustConfig.PID)
@Designate(ocd = TrustConfig.class)
public final class TrustComponent implements PeerCredentials {
    private final LogComponent log;
    private final OwnIdentity own;
    private final UserTrust trust;

    /** Refuses a configuration that is out of its range. */
    @Activate
    public TrustComponent(TrustConfig config, @Reference LogComponent log) {
        this.log = log;
        own = new OwnIdentity(Usual.ofThisProcess(), Clock.systemUTC(), new OwnIdentity.Told(log::info, log::warn));
        trust = new UserTrust(own);
        try {
            own.configure(settings(config));
        } catch (IllegalArgumentException wrong) {
            own.refuse(told(wrong));
            log.error(told(wrong) + "; there are no keys until it is corrected");
        }
    }

    private static TrustSettings settings(TrustConfig c) {
        return TrustSettings.of(c.directory(), c.identity(), c.hosts(), c.identity_days());
    }

    private static String told(IllegalArgumentException wrong) {
        return "the configuration " + TrustConfig.PID + " is refused: " + wrong.getMessage();
    }

    /** For handshakes to come; what is out of its range changes nothing. */
    @Modified
    void modified(TrustConfig config) {
        try {
            own.configure(settings(config));
        } catch (IllegalArgumentException wrong) {
            log.error(told(wrong) + "; what was holds on");
        }
    }

    @Override
    public Tls server() {
        return trust.server();
    }

    @Override
    public Tls client() {
        return trust.client();
    }
}
