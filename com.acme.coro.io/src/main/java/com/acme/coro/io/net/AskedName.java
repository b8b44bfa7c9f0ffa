package com.acme.coro.io.net;

import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.StandardConstants;

/** Lets every name pass that a client asks for, and remembers it. For one handshake. */
final class AskedName extends SNIMatcher {
    private volatile String name;

    AskedName() {
        super(StandardConstants.SNI_HOST_NAME);
    }

    @Override
    public boolean matches(SNIServerName asked) {
        try {
            name = asked instanceof SNIHostName host
                    ? host.getAsciiName()
                    : new SNIHostName(asked.getEncoded()).getAsciiName();
        } catch (IllegalArgumentException noHost) {
            name = null; // whatever it is, it is nobody's name here
        }
        return true;
    }

    Optional<String> name() {
        return Optional.ofNullable(name);
    }
}
