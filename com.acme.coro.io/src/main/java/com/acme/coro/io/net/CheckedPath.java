package com.acme.coro.io.net;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Judges a chain by the path that another trust manager finds in it, and adds two things: where there is no path, a
 * certificate that is out of date is named as the reason, and a server's certificate has to name its host among its alternative names. The
 * common name of the subject does not count (RFC 9525).
 */
final class CheckedPath extends X509ExtendedTrustManager {
    // kinds of alternative names, RFC 5280
    private static final Integer DNS = 2;
    private static final Integer ADDRESS = 7;

    private final X509ExtendedTrustManager next;

    CheckedPath(X509ExtendedTrustManager next) {
        this.next = next;
    }

    private interface Check {
        void run() throws CertificateException;
    }

    private static void check(X509Certificate[] chain, Check next) throws CertificateException {
        try {
            next.run();
        } catch (CertificateException noPath) {
            try {
                for (X509Certificate certificate : chain == null ? new X509Certificate[0] : chain) {
                    certificate.checkValidity();
                }
            } catch (CertificateException outOfDate) {
                outOfDate.addSuppressed(noPath);
                throw outOfDate;
            }
            throw noPath;
        }
    }

    /** Names of hosts and addresses; Bouncy Castle would take the common name where there are none. */
    private static void checkNames(X509Certificate[] chain, SSLEngine engine) throws CertificateException {
        String wanted = engine.getSSLParameters().getEndpointIdentificationAlgorithm();
        if (wanted == null || wanted.isEmpty() || chain == null || chain.length == 0) return;
        Collection<List<?>> names = chain[0].getSubjectAlternativeNames();
        boolean any = names != null && names.stream().anyMatch(n -> DNS.equals(n.get(0)) || ADDRESS.equals(n.get(0)));
        if (!any) {
            throw new CertificateException(
                    "the certificate names no host: it has no alternative names, and its common name does not count");
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        checkNames(chain, engine);
        check(chain, () -> next.checkServerTrusted(chain, type, engine));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        check(chain, () -> next.checkClientTrusted(chain, type, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        check(chain, () -> next.checkServerTrusted(chain, type, socket));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        check(chain, () -> next.checkClientTrusted(chain, type, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        check(chain, () -> next.checkServerTrusted(chain, type));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        check(chain, () -> next.checkClientTrusted(chain, type));
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return next.getAcceptedIssuers();
    }
}
