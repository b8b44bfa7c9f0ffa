package com.acme.coro.io.net;

import com.acme.coro.api.io.HandshakeException.Reason;
import com.acme.coro.api.io.TlsSession;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsFatalAlertReceived;

/** What a handshake came to, in our words. */
final class TlsFacts {
    private TlsFacts() {}

    static TlsSession of(SSLEngine engine, Optional<String> asked) {
        SSLSession session = engine.getSession();
        String protocol = engine.getApplicationProtocol();
        return new Facts(
                session.getProtocol(),
                session.getCipherSuite(),
                peer(session),
                protocol == null || protocol.isEmpty() ? Optional.empty() : Optional.of(protocol),
                asked);
    }

    private static List<X509Certificate> peer(SSLSession session) {
        try {
            var all = new ArrayList<X509Certificate>();
            for (Certificate c : session.getPeerCertificates()) {
                if (c instanceof X509Certificate x) all.add(x);
            }
            return all;
        } catch (SSLPeerUnverifiedException none) {
            return List.of();
        }
    }

    private static <T> Optional<T> cause(Throwable of, Class<T> type) {
        Throwable t = of;
        for (int depth = 0; t != null && depth < 20; depth++, t = t.getCause()) {
            if (type.isInstance(t)) return Optional.of(type.cast(t));
        }
        return Optional.empty();
    }

    /** What the other side said, if it refused. */
    static Optional<String> refusal(Exception e) {
        return cause(e, TlsFatalAlertReceived.class)
                .map(alert -> "the other side refused: " + alert(alert.getAlertDescription()));
    }

    private static String alert(short description) {
        return AlertDescription.getName(description).replace('_', ' ');
    }

    static Reason reason(Exception e, boolean server) {
        if (cause(e, TlsFatalAlertReceived.class).isPresent()) return Reason.REFUSED_BY_PEER;
        if (cause(e, CertificateExpiredException.class).isPresent()) return Reason.EXPIRED;
        if (cause(e, CertificateNotYetValidException.class).isPresent()) return Reason.NOT_YET_VALID;
        if (cause(e, CertPathBuilderException.class).isPresent()
                || cause(e, CertPathValidatorException.class).isPresent()) return Reason.UNTRUSTED;
        Optional<CertificateException> certificate = cause(e, CertificateException.class);
        if (certificate.isPresent()) return wrongHost(certificate.get()) ? Reason.WRONG_HOST : Reason.UNTRUSTED;
        return cause(e, TlsFatalAlert.class)
                .map(alert -> of(alert.getAlertDescription(), server))
                .orElse(Reason.OTHER);
    }

    private static boolean wrongHost(CertificateException e) {
        String said = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return said.contains("hostname")
                || said.contains("host name")
                || said.contains("subject alternative")
                || said.contains("endpoint")
                || said.contains("no name")
                || said.contains("ip address");
    }

    private static Reason of(short alert, boolean server) {
        return switch (alert) {
            case AlertDescription.certificate_required -> Reason.NO_CERTIFICATE;
            case AlertDescription.certificate_expired -> Reason.EXPIRED;
            case AlertDescription.unknown_ca,
                    AlertDescription.bad_certificate,
                    AlertDescription.certificate_unknown,
                    AlertDescription.unsupported_certificate,
                    AlertDescription.certificate_revoked -> Reason.UNTRUSTED;
            case AlertDescription.handshake_failure,
                    AlertDescription.protocol_version,
                    AlertDescription.insufficient_security,
                    AlertDescription.no_application_protocol -> Reason.NOTHING_IN_COMMON;
            case AlertDescription.record_overflow, AlertDescription.decode_error, AlertDescription.unexpected_message ->
                server ? Reason.NOT_TLS : Reason.OTHER;
            default -> Reason.OTHER;
        };
    }

    /** Why, for people: the innermost cause that says something. */
    static String words(Exception e, boolean server) {
        String words = switch (reason(e, server)) {
            case EXPIRED -> "its certificate has expired";
            case NOT_YET_VALID -> "its certificate is not valid yet";
            case UNTRUSTED -> "nobody who is trusted has signed its certificate";
            case WRONG_HOST -> "its certificate is for another host";
            case NO_CERTIFICATE -> "it showed no certificate, and has to";
            case NOTHING_IN_COMMON -> "nothing in common: protocol versions, cipher suites, keys";
            default -> "";
        };
        var said = new StringBuilder(words);
        Throwable t = e;
        String last = "";
        for (int depth = 0; t != null && depth < 20; depth++, t = t.getCause()) {
            if (t.getMessage() != null && !t.getMessage().isBlank()) last = t.getMessage();
        }
        if (!last.isEmpty()) said.append(words.isEmpty() ? last : " (" + last + ")");
        return said.isEmpty() ? e.toString() : said.toString();
    }

    private record Facts(
            String protocol,
            String cipherSuite,
            List<X509Certificate> peer,
            Optional<String> applicationProtocol,
            Optional<String> serverName)
            implements TlsSession {
        Facts {
            peer = List.copyOf(peer);
        }
    }
}
