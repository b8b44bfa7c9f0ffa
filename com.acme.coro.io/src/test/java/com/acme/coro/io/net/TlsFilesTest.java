package com.acme.coro.io.net;

import static com.acme.coro.io.net.Nets.ANY_PORT;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.io.AsyncSocket;
import com.acme.coro.api.io.ConnectSpec;
import com.acme.coro.api.io.Identity;
import com.acme.coro.api.io.TlsMaterialException;
import com.acme.coro.api.io.TlsSpec;
import com.acme.coro.api.io.Trust;
import com.acme.coro.api.spi.Parking;
import com.acme.coro.testkit.CoroTest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.junit.jupiter.api.io.TempDir;

/** Keys and certificates from files: those that are of use, and what is said of the others. */
class TlsFilesTest {
    private static final Certificates CERTIFICATES = new Certificates();
    private static final Identity.InMemory EC = CERTIFICATES.identity("127.0.0.1");
    private static final Identity.InMemory RSA = CERTIFICATES.identity("127.0.0.1", "RSA");

    @TempDir
    private Path dir;

    // ---- files

    private Path write(String name, String kind, byte[]... all) throws IOException {
        var text = new StringBuilder();
        for (byte[] each : all) {
            text.append("-----BEGIN ").append(kind).append("-----\n");
            text.append(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(each));
            text.append("\n-----END ").append(kind).append("-----\n");
        }
        return own(Files.writeString(dir.resolve(name), text, US_ASCII));
    }

    private static Path own(Path file) throws IOException {
        assumeTrue(Files.getFileStore(file).supportsFileAttributeView("posix"), "no file modes on this system");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private Path certificates(Identity.InMemory of) throws IOException, GeneralSecurityException {
        return write(
                "certificates.pem",
                "CERTIFICATE",
                of.chain().get(0).getEncoded(),
                of.chain().get(1).getEncoded());
    }

    private Path key(Identity.InMemory of) throws IOException {
        return write("key.pem", "PRIVATE KEY", of.key().getEncoded());
    }

    private Path encryptedKey(Identity.InMemory of, String password) throws IOException, GeneralSecurityException {
        try {
            var encryptor = new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                    .setProvider(Providers.ALGORITHMS)
                    .setPassword(password.toCharArray())
                    .build();
            byte[] bytes = new JcaPKCS8Generator(of.key(), encryptor).generate().getContent();
            return write("encrypted.pem", "ENCRYPTED PRIVATE KEY", bytes);
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private Path pkcs12(Identity.InMemory of, String password) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("me", of.key(), password.toCharArray(), of.chain().toArray(X509Certificate[]::new));
        Path file = dir.resolve("identity.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password.toCharArray());
        }
        return own(file);
    }

    // ---- those that are of use

    @CoroTest
    void shouldTakeKeysFromFiles(Scheduler coros, Parking parking) throws Exception {
        Path authority =
                write("authority.pem", "CERTIFICATE", CERTIFICATES.authority().getEncoded());
        try (var nets = new Nets(parking)) {
            for (Identity.InMemory each : List.of(EC, RSA)) {
                for (Identity me : List.of(
                        Identity.pem(certificates(each), key(each)),
                        Identity.pem(certificates(each), encryptedKey(each, "open sesame"), "open sesame"),
                        Identity.pkcs12(pkcs12(each, "open sesame"), "open sesame"))) {
                    var server = nets.sockets.listen(ANY_PORT.tls(nets.sockets.tls(TlsSpec.server(me))));
                    Coro served = coros.spawn(
                            "server", self -> server.accept().handshake().protocol());
                    try (AsyncSocket s = nets.sockets.connect(ConnectSpec.to("127.0.0.1", server.port())
                            .tls(nets.sockets.tls(TlsSpec.client(Trust.pem(authority)))))) {
                        assertEquals(each.chain(), s.handshake().peer());
                        assertEquals("TLSv1.3", served.value(Nets.SOON));
                    }
                    server.close();
                }
            }
        }
    }

    // ---- those that are not

    private static void assertRefuses(Nets nets, Identity identity, String said) {
        var told = assertThrows(TlsMaterialException.class, () -> nets.sockets.tls(TlsSpec.server(identity)));
        assertTrue(told.getMessage().contains(said), told.getMessage());
    }

    @CoroTest
    void refusesAWrongPassword(Parking parking) throws Exception {
        try (var nets = new Nets(parking)) {
            Path encrypted = encryptedKey(EC, "right");
            assertRefuses(
                    nets,
                    Identity.pem(certificates(EC), encrypted, "wrong"),
                    "wrong password for the key in " + encrypted);
            assertRefuses(nets, Identity.pem(certificates(EC), encrypted), "is encrypted, and no password is given");
            Path store = pkcs12(EC, "right");
            assertRefuses(nets, Identity.pkcs12(store, "wrong"), "wrong password for the key in " + store);
        }
    }

    @CoroTest
    void refusesAKeyThatOthersMayRead(Parking parking) throws Exception {
        try (var nets = new Nets(parking)) {
            Path key = key(EC);
            Path store = pkcs12(EC, "right");
            for (String mode : List.of("rw-r-----", "rw----r--", "rw--w----")) {
                Files.setPosixFilePermissions(key, PosixFilePermissions.fromString(mode));
                Files.setPosixFilePermissions(store, PosixFilePermissions.fromString(mode));
                assertRefuses(
                        nets,
                        Identity.pem(certificates(EC), key),
                        "the key in " + key + " may be used by others than its owner; allowed is mode 600 or 400");
                assertRefuses(nets, Identity.pkcs12(store, "right"), "allowed is mode 600 or 400");
            }
        }
    }

    @CoroTest
    void refusesFilesThatAreMissingOrSomethingElse(Parking parking) throws Exception {
        try (var nets = new Nets(parking)) {
            Path none = dir.resolve("none.pem");
            Path text = own(Files.writeString(dir.resolve("text.pem"), "hello"));
            assertRefuses(nets, Identity.pem(none, key(EC)), none + " cannot be read: there is no such file");
            assertRefuses(nets, Identity.pem(certificates(EC), none), none + " cannot be read: there is no such file");
            assertRefuses(nets, Identity.pkcs12(none, "p"), none + " cannot be read: there is no such file");
            assertRefuses(nets, Identity.pem(certificates(EC), text), "there is no private key in " + text);
            assertRefuses(nets, Identity.pem(text, key(EC)), text.toString());
            assertRefuses(nets, Identity.pkcs12(text, "p"), text + " is no PKCS#12 file");
            assertThrows(TlsMaterialException.class, () -> nets.sockets.tls(TlsSpec.client(Trust.pem(none))));
        }
    }

    @CoroTest
    void refusesAKeyOfAnotherCertificate(Parking parking) throws Exception {
        try (var nets = new Nets(parking)) {
            Path other = key(CERTIFICATES.identity("127.0.0.1"));
            assertRefuses(
                    nets, Identity.pem(certificates(EC), other), "the key and the certificate do not go together");
            assertRefuses(nets, Identity.pem(certificates(RSA), other), "one is EC, the other RSA");
        }
    }

    @CoroTest
    void shouldKeepTheOldKeysWhenNewOnesCannotBeUsed(Parking parking) throws Exception {
        try (var nets = new Nets(parking)) {
            Path key = key(EC);
            var tls = nets.sockets.tls(TlsSpec.server(Identity.pem(certificates(EC), key)));
            Files.writeString(key, "nothing");
            assertThrows(TlsMaterialException.class, tls::reload);
            nets.sockets.listen(ANY_PORT.tls(tls)).close();
        }
    }
}
