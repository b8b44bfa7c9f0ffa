package com.acme.coro.io.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Where an authority has its files. What is public of it is read without its key.
 *
 * @param directory its own
 */
public record AuthorityFiles(Path directory) {
    private static final String ENDING = ".crt";

    Path key() {
        return directory.resolve("authority.key");
    }

    /**
     * The file of its certificate: what others are given to believe it.
     *
     * @return PEM
     */
    public Path certificate() {
        return directory.resolve("authority.crt");
    }

    private Path copies() {
        return directory.resolve("issued");
    }

    Path copy(X509Certificate certificate) {
        return copies().resolve(serial(certificate) + ENDING);
    }

    /**
     * A serial number as it is shown, and named.
     *
     * @param certificate whose
     * @return hexadecimal digits
     */
    public static String serial(X509Certificate certificate) {
        return certificate.getSerialNumber().toString(16).toLowerCase(Locale.ROOT);
    }

    /**
     * Whether there is an authority.
     *
     * @return whether there is a file where its certificate is to be
     */
    public boolean present() {
        return Files.exists(certificate());
    }

    /**
     * Its certificate.
     *
     * @return signed by itself
     * @throws TrustException if there is none, or it makes no sense
     */
    public X509Certificate authority() throws TrustException {
        if (!present()) {
            throw new TrustException("there is no authority in " + directory + "; coro cert init makes one");
        }
        return Pem.certificates(certificate()).get(0);
    }

    /** Whether there is nothing: no such directory, or an empty one. */
    boolean none() throws TrustException {
        if (!Files.exists(directory)) return true;
        try (Stream<Path> all = Files.list(directory)) {
            return all.findAny().isEmpty();
        } catch (IOException e) {
            throw OwnerOnly.unreadable(directory, e);
        }
    }

    /** Takes back what nobody has seen. */
    void delete() throws IOException {
        for (Path each : List.of(key(), certificate(), directory)) Files.deleteIfExists(each);
    }

    void keep(X509Certificate certificate) throws TrustException, CertificateEncodingException {
        OwnerOnly.directory(copies());
        OwnerOnly.writeForAll(copy(certificate), Pem.text(certificate));
    }

    /**
     * The copies of what it issued.
     *
     * @return files, by serial number
     * @throws TrustException if the directory cannot be read
     */
    public List<Path> issued() throws TrustException {
        if (!Files.isDirectory(copies())) return List.of();
        try (Stream<Path> all = Files.list(copies())) {
            return all.filter(file -> file.getFileName().toString().endsWith(ENDING))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw OwnerOnly.unreadable(copies(), e);
        }
    }

    /**
     * The copies whose serial numbers begin with these digits.
     *
     * @param digits hexadecimal
     * @return files
     * @throws TrustException if the directory cannot be read
     */
    public List<Path> issued(String digits) throws TrustException {
        String beginning = digits.toLowerCase(Locale.ROOT);
        return issued().stream()
                .filter(file -> file.getFileName().toString().startsWith(beginning))
                .toList();
    }
}
