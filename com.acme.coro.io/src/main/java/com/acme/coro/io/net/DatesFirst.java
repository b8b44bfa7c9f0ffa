package com.acme.coro.io.net;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Looks at the dates of certificates before another one looks for somebody who signed them: that one says of a certificate
 * out of date only that it found nobody.
 */
final class DatesFirst extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager next;

    DatesFirst(X509ExtendedTrustManager next) {
        this.next = next;
    }

    private static void checkDates(X509Certificate[] chain) throws CertificateException {
        if (chain == null) return; // the next one complains
        for (X509Certificate certificate : chain) certificate.checkValidity();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        checkDates(chain);
        next.checkServerTrusted(chain, type, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        checkDates(chain);
        next.checkClientTrusted(chain, type, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        checkDates(chain);
        next.checkServerTrusted(chain, type, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        checkDates(chain);
        next.checkClientTrusted(chain, type, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        checkDates(chain);
        next.checkServerTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        checkDates(chain);
        next.checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return next.getAcceptedIssuers();
    }
}
