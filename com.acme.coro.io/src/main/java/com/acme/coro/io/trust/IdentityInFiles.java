package com.acme.coro.io.trust;

import com.acme.coro.api.io.Identity;
import com.acme.coro.api.io.TlsSpec;
import com.acme.coro.api.io.Trust;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * An identity that an authority elsewhere issued, in files beside the certificate of that authority. They are looked at
 * again and again, so that new ones can take their place.
 *
 * @param settings which
 * @param usual where, if the settings do not say
 * @param clock says what day it is
 */
record IdentityInFiles(TrustSettings settings, Usual usual, Clock clock) implements OwnIdentity.Source {
    static final Duration OFTEN = Duration.ofMinutes(1);

    @Override
    public OwnIdentity.Material read() throws TrustException {
        Path directory = settings.directory().isPresent() ? settings.directory().get() : usual.directory();
        OwnerOnly.closed(directory);
        String name = settings.identity().orElseThrow();
        Path keyFile = directory.resolve(name + ".key");
        Path file = directory.resolve(name + ".crt");
        OwnerOnly.check(keyFile, "the key");
        PrivateKey key = Pem.key(keyFile);
        List<X509Certificate> chain = Pem.certificates(file);
        if (!Pem.goTogether(key, chain.get(0))) {
            throw new TrustException("the key in " + keyFile + " does not go with the certificate in " + file
                    + ", or is not one of an elliptic curve");
        }
        if (clock.instant().isAfter(chain.get(0).getNotAfter().toInstant())) {
            throw new TrustException("the certificate in " + file + " has ended, on "
                    + chain.get(0).getNotAfter().toInstant() + "; allowed is one that is valid");
        }
        List<X509Certificate> authority = Pem.certificates(new AuthorityFiles(directory).certificate());
        var spec = TlsSpec.mutual(Identity.of(key, chain), Trust.of(authority));
        return new OwnIdentity.Material(spec, clock.instant().plus(OFTEN));
    }
}
