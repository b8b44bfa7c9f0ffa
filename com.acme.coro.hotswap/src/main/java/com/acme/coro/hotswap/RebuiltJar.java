package com.acme.coro.hotswap;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.osgi.framework.Bundle;

/**
 * A bundle's jar made anew from its entries: nobody in OSGi hands out the one it was installed from. Entries are byte
 * for byte the same, so a signed bundle's signatures hold; what a jar has besides entries (order, times, comments) is
 * lost.
 */
final class RebuiltJar {
    private static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

    private RebuiltJar() {}

    /** Writes it, and returns its hash: see {@link com.acme.coro.api.hotswap.Revision#hash}. */
    static String write(Bundle bundle, Path to) throws IOException {
        Map<String, URL> entries = new TreeMap<>();
        collect(bundle, "", entries);
        var digests = new TreeMap<String, byte[]>();
        try (OutputStream file = Files.newOutputStream(to);
                var zip = new ZipOutputStream(file)) {
            zip.setLevel(Deflater.BEST_SPEED);
            // readers of jars as streams want it first
            URL manifest = entries.remove(MANIFEST);
            if (manifest != null) digests.put(MANIFEST, add(zip, MANIFEST, manifest));
            for (Map.Entry<String, URL> e : entries.entrySet()) {
                digests.put(e.getKey(), add(zip, e.getKey(), e.getValue()));
            }
        }
        MessageDigest all = sha256();
        digests.forEach((path, digest) -> {
            all.update(path.getBytes(StandardCharsets.UTF_8));
            all.update((byte) 0);
            all.update(digest);
        });
        return HexFormat.of().formatHex(all.digest());
    }

    private static void collect(Bundle bundle, String directory, Map<String, URL> found) {
        // the bundle's own entries, without its fragments', and without resolving it
        Enumeration<String> paths = bundle.getEntryPaths(directory.isEmpty() ? "/" : directory);
        while (paths != null && paths.hasMoreElements()) {
            String path = paths.nextElement();
            if (path.endsWith("/")) {
                if (!path.equals(directory)) collect(bundle, path, found);
            } else {
                URL url = bundle.getEntry(path);
                if (url != null) found.put(path, url);
            }
        }
    }

    private static byte[] add(ZipOutputStream zip, String path, URL content) throws IOException {
        var entry = new ZipEntry(path);
        entry.setTimeLocal(EPOCH);
        zip.putNextEntry(entry);
        MessageDigest digest = sha256();
        try (InputStream in = content.openStream()) {
            in.transferTo(new DigestOutputStream(zip, digest));
        }
        zip.closeEntry();
        return digest.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
