package com.acme.coro.io.trust;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.operator.OperatorCreationException;

/**
 * A private authority: a key and a certificate, in a directory that is its owner's alone, together with a copy of each
 * certificate that it issued. What it signs is believed by whoever believes its certificate.
 */
public final class Authority {
    /** How long before now a certificate begins, for those whose clocks are slow. */
    private static final Duration SLOW_CLOCKS = Duration.ofMinutes(5);

    private final AuthorityFiles files;
    private final X509Certificate certificate;
    private final PrivateKey key;

    private Authority(AuthorityFiles files, X509Certificate certificate, PrivateKey key) {
        this.files = files;
        this.certificate = certificate;
        this.key = key;
    }

    /**
     * Makes one, where there is none.
     *
     * @param files where
     * @param name its common name
     * @param days how long it is good for
     * @param clock says what day it is
     * @return an authority
     * @throws TrustException if there is one already, or it cannot be written
     */
    public static Authority create(AuthorityFiles files, String name, int days, Clock clock) throws TrustException {
        for (Path file : List.of(files.key(), files.certificate())) {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new TrustException("there is an authority in " + files.directory()
                        + " already, and it is not written over; allowed is a directory without " + file.getFileName());
            }
        }
        try {
            KeyPair keys = Signing.newKeys();
            X509Certificate certificate = Signing.selfSigned(name, keys, validity(clock, days));
            if (Files.exists(files.directory())) OwnerOnly.directory(files.directory());
            if (!files.none() || !atOnce(files, keys.getPrivate(), certificate)) {
                OwnerOnly.directory(files.directory());
                write(files, keys.getPrivate(), certificate);
            }
            return new Authority(files, certificate, keys.getPrivate());
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new TrustException("the authority cannot be made: " + e.getMessage(), e);
        }
    }

    /**
     * Moves the whole directory to its place, so that nobody ever sees half of it, and of several who do this at the same
     * time one has done it.
     *
     * @return false if there is something, or nothing can be moved there
     */
    private static boolean atOnce(AuthorityFiles files, PrivateKey key, X509Certificate certificate)
            throws TrustException, IOException, CertificateEncodingException {
        Path place = files.directory().toAbsolutePath();
        if (Files.exists(place)) place = place.toRealPath();
        try {
            var aside = new AuthorityFiles(OwnerOnly.beside(place));
            try {
                write(aside, key, certificate);
                Files.move(aside.directory(), place, StandardCopyOption.ATOMIC_MOVE);
                return true;
            } finally {
                aside.delete(); // nothing, if it has moved
            }
        } catch (FileSystemException notSo) {
            return false;
        }
    }

    private static void write(AuthorityFiles files, PrivateKey key, X509Certificate certificate)
            throws TrustException, CertificateEncodingException {
        OwnerOnly.write(files.key(), Pem.text(key));
        try {
            OwnerOnly.writeForAll(files.certificate(), Pem.text(certificate));
        } catch (TrustException failure) {
            OwnerOnly.delete(files.key(), failure);
            throw failure;
        }
    }

    /**
     * Reads one, its key too.
     *
     * @param files where it is
     * @return an authority
     * @throws TrustException if there is none, others may use its directory or its key, or its files make no sense
     */
    public static Authority open(AuthorityFiles files) throws TrustException {
        X509Certificate certificate = files.authority();
        OwnerOnly.closed(files.directory());
        OwnerOnly.check(files.key(), "the authority's key");
        PrivateKey key = Pem.key(files.key());
        if (!Pem.goTogether(key, certificate)) {
            throw new TrustException(
                    "the key in " + files.key() + " does not go with the certificate in " + files.certificate());
        }
        return new Authority(files, certificate, key);
    }

    private static Signing.Validity validity(Clock clock, int days) {
        Instant now = clock.instant();
        return new Signing.Validity(now.minus(SLOW_CLOCKS), now.plus(Duration.ofDays(days)));
    }

    /**
     * Its certificate, for those who are to believe it.
     *
     * @return signed by itself
     */
    public X509Certificate certificate() {
        return certificate;
    }

    /**
     * Makes a key, signs a certificate for it, and keeps a copy of that.
     *
     * @param order what is wanted
     * @param clock says what day it is
     * @return a key and a certificate
     * @throws TrustException if the authority has ended or ends before, has that name itself, or cannot keep a copy
     */
    public Issued issue(Order order, Clock clock) throws TrustException {
        Issued issued = sign(order, clock);
        try {
            files.keep(issued.certificate());
            return issued;
        } catch (CertificateEncodingException e) {
            throw new TrustException("the certificate cannot be kept: " + e.getMessage(), e);
        }
    }

    /**
     * Makes a key, and signs a certificate for it: for what ends with its process.
     *
     * @param order what is wanted
     * @param clock says what day it is
     * @return a key and a certificate
     * @throws TrustException if the authority has ended or ends before, or has that name itself
     */
    Issued sign(Order order, Clock clock) throws TrustException {
        try {
            if (certificate.getSubjectX500Principal().equals(Signing.principal(order.name()))) {
                throw new TrustException("'" + order.name() + "' is the authority's own name; allowed is any other");
            }
            KeyPair keys = Signing.newKeys();
            X509Certificate signed = Signing.signed(
                    order,
                    keys.getPublic(),
                    within(validity(clock, order.days().days()), order, clock),
                    this.certificate,
                    key);
            return new Issued(keys.getPrivate(), signed, certificate);
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new TrustException("the certificate cannot be made: " + e.getMessage(), e);
        }
    }

    /** No certificate outlives the one that signed it: nobody would believe it. */
    private Signing.Validity within(Signing.Validity wanted, Order order, Clock clock) throws TrustException {
        Instant end = certificate.getNotAfter().toInstant();
        if (!clock.instant().isBefore(end)) {
            throw new TrustException("the authority in " + files.directory() + " has ended, on " + end
                    + "; allowed is to make another one in another directory");
        }
        if (!wanted.to().isAfter(end)) return wanted;
        if (order.days().atMost()) return new Signing.Validity(wanted.from(), end);
        throw new TrustException("the authority in " + files.directory() + " ends on " + end + ", before "
                + order.days().days() + " days are over; allowed are at most "
                + Duration.between(clock.instant(), end).toDays());
    }

    /**
     * Forgets what was issued and never got out.
     *
     * @param issued what
     * @param because why it did not
     */
    public void takeBack(Issued issued, TrustException because) {
        OwnerOnly.delete(files.copy(issued.certificate()), because);
    }
}
