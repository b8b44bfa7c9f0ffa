package com.acme.coro.io.cert;

import com.acme.coro.io.trust.AuthorityFiles;
import com.acme.coro.io.trust.Printable;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;

/**
 * What a certificate tells, as text for a terminal.
 *
 * @param certificate somebody's
 * @param now when it is looked at
 */
record Facts(X509Certificate certificate, Instant now) {
    private static final String SERVER = "1.3.6.1.5.5.7.3.1";
    private static final String CLIENT = "1.3.6.1.5.5.7.3.2";
    private static final int DNS = 2;
    private static final int ADDRESS = 7;

    static String time(Date date) {
        return date.toInstant().toString();
    }

    String serial() {
        return AuthorityFiles.serial(certificate);
    }

    String subject() {
        return Printable.of(certificate.getSubjectX500Principal().getName());
    }

    String issuer() {
        return Printable.of(certificate.getIssuerX500Principal().getName());
    }

    boolean expired() {
        return now.isAfter(certificate.getNotAfter().toInstant());
    }

    String state() {
        if (expired()) return "expired";
        return now.isBefore(certificate.getNotBefore().toInstant()) ? "not yet valid" : "valid";
    }

    long daysLeft() {
        return Duration.between(now, certificate.getNotAfter().toInstant()).toDays();
    }

    /** Host names and addresses. */
    String names() {
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            if (alternatives == null) return "";
            return Printable.of(String.join(
                    ", ",
                    alternatives.stream()
                            .map(each -> name(each.get(0), each.get(1)))
                            .toList()));
        } catch (CertificateParsingException unreadable) {
            return "(unreadable)";
        }
    }

    private static String name(Object kind, Object value) {
        boolean host = kind.equals(DNS) || kind.equals(ADDRESS);
        return host ? value.toString() : "(of another kind)";
    }

    String purposes() {
        if (certificate.getBasicConstraints() >= 0) return "authority";
        try {
            List<String> usage = certificate.getExtendedKeyUsage();
            if (usage == null) return "anything";
            var purposes = new ArrayList<String>();
            if (usage.contains(SERVER)) purposes.add("server");
            if (usage.contains(CLIENT)) purposes.add("client");
            return purposes.isEmpty() ? "other purposes" : String.join(", ", purposes);
        } catch (CertificateParsingException unreadable) {
            return "(unreadable)";
        }
    }

    String key() {
        return switch (certificate.getPublicKey()) {
            case ECPublicKey ec -> "EC, " + ec.getParams().getOrder().bitLength() + " bits";
            case RSAPublicKey rsa -> "RSA, " + rsa.getModulus().bitLength() + " bits";
            case PublicKey other -> Printable.of(other.getAlgorithm());
        };
    }

    String fingerprint() throws GeneralSecurityException {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
        return HexFormat.ofDelimiter(":").withUpperCase().formatHex(hash);
    }

    boolean signedBy(X509Certificate authority) {
        try {
            certificate.verify(authority.getPublicKey());
            return certificate.getIssuerX500Principal().equals(authority.getSubjectX500Principal());
        } catch (GeneralSecurityException other) {
            return false;
        }
    }
}
