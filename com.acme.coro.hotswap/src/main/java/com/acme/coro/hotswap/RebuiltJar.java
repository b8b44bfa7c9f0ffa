package com.acme.coro.hotswap;

import java.io.FilterInputStream;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.osgi.framework.Bundle;

/**
 * A bundle's jar made anew from its entries, as no framework hands out the jar that was installed. Entries are byte for
 * byte the same and those of directories are kept, so resources are found and signatures hold as before; the order, times
 * and comments of entries are lost.
 */
final class RebuiltJar {
    private static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final String SIGNATURE = "META-INF/([^/]*\\.(SF|RSA|DSA|EC)|SIG-[^/]*)";
    private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final ZipOutputStream zip;
    private final LongConsumer progress;
    /** Of the contents of entries, by path; directories have none. */
    private final SortedMap<String, byte[]> digests = new TreeMap<>();

    private RebuiltJar(ZipOutputStream zip, LongConsumer progress) {
        this.zip = zip;
        this.progress = progress;
    }

    /**
     * Writes it, and returns its hash: see {@link com.acme.coro.api.hotswap.Revision#hash}.
     *
     * @param progress gets the number of bytes read, again and again
     */
    static String write(Bundle bundle, Path to, LongConsumer progress) throws IOException {
        Map<String, URL> entries = new TreeMap<>(
                Comparator.comparingInt(RebuiltJar::rank).thenComparing(Comparator.<String>naturalOrder()));
        collect(bundle, "", entries);
        try (OutputStream file = Files.newOutputStream(to);
                var zip = new ZipOutputStream(file)) {
            zip.setLevel(Deflater.BEST_SPEED);
            var jar = new RebuiltJar(zip, progress);
            for (Map.Entry<String, URL> e : entries.entrySet()) jar.add(e.getKey(), e.getValue());
            return jar.hash();
        }
    }

    /** Readers of jars as streams expect the manifest first, and signatures right behind it: digests before what they sign. */
    private static int rank(String path) {
        if (path.equals(MANIFEST)) return 0;
        String upper = path.toUpperCase(Locale.ROOT);
        if (!upper.matches(SIGNATURE)) return 3;
        return upper.endsWith(".SF") ? 1 : 2;
    }

    private static void collect(Bundle bundle, String directory, Map<String, URL> found) {
        // the bundle's own entries, without its fragments', and without resolving it
        Enumeration<String> paths = bundle.getEntryPaths(directory.isEmpty() ? "/" : directory);
        var inner = new ArrayList<String>();
        while (paths != null && paths.hasMoreElements()) {
            String path = paths.nextElement();
            URL url = bundle.getEntry(path); // null for a directory that is only part of other paths
            if (url != null) found.put(path, url);
            if (path.endsWith("/") && !path.equals(directory)) inner.add(path);
        }
        for (String path : inner) collect(bundle, path, found);
    }

    private void add(String path, URL content) throws IOException {
        var entry = new ZipEntry(path);
        entry.setTimeLocal(EPOCH);
        zip.putNextEntry(entry);
        if (!path.endsWith("/")) {
            MessageDigest digest = sha256();
            try (InputStream in = new Counted(content.openStream())) {
                in.transferTo(new DigestOutputStream(zip, digest));
            }
            digests.put(path, digest.digest());
        }
        zip.closeEntry();
    }

    private String hash() {
        MessageDigest all = sha256();
        digests.forEach((path, digest) -> {
            all.update(path.getBytes(StandardCharsets.UTF_8));
            all.update((byte) 0);
            all.update(digest);
        });
        return HexFormat.of().formatHex(all.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Tells how much of it was read. */
    private final class Counted extends FilterInputStream {
        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int n = super.read(into, offset, length);
            if (n > 0) progress.accept(n);
            return n;
        }
    }
}
