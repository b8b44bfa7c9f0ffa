package com.acme.coro.io.net;

import com.acme.coro.api.io.TlsMaterialException;
import com.acme.coro.api.io.TlsSpec;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Keys and trust, and the engines made of them. */
final class TlsContexts implements EngineMaker {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
    private static final char[] IN_MEMORY = "in memory only".toCharArray();

    private record Made(TlsSpec spec, SSLContext context) {}

    private volatile Made made;

    TlsContexts(TlsSpec spec) {
        made = make(spec);
    }

    private static Made make(TlsSpec spec) {
        Objects.requireNonNull(spec, "spec");
        try {
            SSLContext context = SSLContext.getInstance("TLS", Providers.TLS);
            context.init(keys(spec), trust(spec), Providers.RANDOM);
            return new Made(spec, context);
        } catch (GeneralSecurityException e) {
            throw new TlsMaterialException("TLS cannot be set up: " + e.getMessage(), "TLS", e);
        }
    }

    private static KeyManager[] keys(TlsSpec spec) throws GeneralSecurityException {
        if (spec.identity().isEmpty()) return new KeyManager[0];
        TlsFiles.Key key = TlsFiles.read(spec.identity().get());
        KeyStore store = TlsFiles.emptyStore();
        store.setKeyEntry("identity", key.key(), IN_MEMORY, key.chain());
        var factory = KeyManagerFactory.getInstance("PKIX", Providers.TLS);
        factory.init(store, IN_MEMORY);
        return factory.getKeyManagers();
    }

    private static TrustManager[] trust(TlsSpec spec) throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance("PKIX", Providers.TLS);
        factory.init(TlsFiles.read(spec.trust()));
        TrustManager[] all = factory.getTrustManagers();
        for (int i = 0; i < all.length; i++) {
            if (all[i] instanceof X509ExtendedTrustManager one) all[i] = new CheckedPath(one);
        }
        return all;
    }

    @Override
    public TlsSpec spec() {
        return made.spec();
    }

    @Override
    public void reload() {
        made = make(made.spec());
    }

    @Override
    public void replace(TlsSpec spec) {
        made = make(spec);
    }

    @Override
    public TlsLayer.Start client(String host, int port, long timeoutNanos) {
        Made now = made;
        SSLEngine engine = now.context().createSSLEngine(withoutFinalDot(Addresses.plain(host)), port);
        engine.setUseClientMode(true);
        SSLParameters parameters = parameters(engine, now.spec());
        if (now.spec().checkHost()) parameters.setEndpointIdentificationAlgorithm("HTTPS");
        if (!Addresses.isLiteral(Addresses.plain(host))) {
            asked(host).ifPresent(name -> parameters.setServerNames(List.of(name)));
        }
        engine.setSSLParameters(parameters);
        return new TlsLayer.Start(engine, Optional.empty(), timeoutNanos);
    }

    /** A name as the other side is asked for it; none for one that cannot be, which a certificate can still have. */
    private static Optional<SNIServerName> asked(String host) {
        try {
            // from bytes: names with underscores are no host names by the letter, but there are such hosts
            String name = IDN.toASCII(withoutFinalDot(host));
            return Optional.of(new SNIHostName(name.getBytes(StandardCharsets.US_ASCII)));
        } catch (IllegalArgumentException noName) {
            return Optional.empty();
        }
    }

    /** The dot says that a name is complete; it is in no certificate. */
    private static String withoutFinalDot(String host) {
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    @Override
    public TlsLayer.Start server(long timeoutNanos) {
        Made now = made;
        SSLEngine engine = now.context().createSSLEngine();
        engine.setUseClientMode(false);
        SSLParameters parameters = parameters(engine, now.spec());
        switch (now.spec().clientCertificate()) {
            case NONE -> parameters.setNeedClientAuth(false);
            case WANTED -> parameters.setWantClientAuth(true);
            case REQUIRED -> parameters.setNeedClientAuth(true);
        }
        var asked = new AskedName();
        parameters.setSNIMatchers(List.of(asked));
        engine.setSSLParameters(parameters);
        return new TlsLayer.Start(engine, Optional.of(asked), timeoutNanos);
    }

    private static SSLParameters parameters(SSLEngine engine, TlsSpec spec) {
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(PROTOCOLS);
        if (!spec.applicationProtocols().isEmpty()) {
            parameters.setApplicationProtocols(spec.applicationProtocols().toArray(String[]::new));
        }
        return parameters;
    }

    @Override
    public String toString() {
        return "TLS of " + made.spec();
    }
}
