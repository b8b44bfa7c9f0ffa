package com.acme.coro.hotswap;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.osgi.framework.Constants;

/** A jar written anew for being tried beside the bundle it is for: under another symbolic name, and unsigned. */
final class StagedCopy {
    private static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final String SIGNATURES = "META-INF/[^/]*\\.(SF|RSA|DSA|EC)";

    private StagedCopy() {}

    /** Refuses what is no bundle, or another than the one it is for. */
    static void write(Path jar, String symbolicName, String copyName, Path to) throws RefusedException {
        try (var zip = new ZipFile(jar.toFile());
                OutputStream file = Files.newOutputStream(to);
                var copy = new ZipOutputStream(file)) {
            add(copy, MANIFEST, new ByteArrayInputStream(manifest(zip, symbolicName, copyName)));
            for (ZipEntry entry : Collections.list(zip.entries())) {
                String path = entry.getName();
                if (path.equals(MANIFEST) || path.matches(SIGNATURES)) continue;
                try (InputStream in = zip.getInputStream(entry)) {
                    add(copy, path, in);
                }
            }
        } catch (IOException e) {
            throw new RefusedException("the jar cannot be read: " + ForeignText.text(e));
        }
    }

    private static byte[] manifest(ZipFile zip, String symbolicName, String copyName)
            throws IOException, RefusedException {
        ZipEntry entry = zip.getEntry(MANIFEST);
        if (entry == null) throw new RefusedException("the jar is no bundle: it has no manifest");
        Manifest manifest;
        try (InputStream in = zip.getInputStream(entry)) {
            manifest = new Manifest(in);
        }
        Attributes main = manifest.getMainAttributes();
        String header = main.getValue(Constants.BUNDLE_SYMBOLICNAME);
        if (header == null) throw new RefusedException("the jar is no bundle: its manifest has no Bundle-SymbolicName");
        String[] name = header.split(";", 2);
        if (!name[0].strip().equals(symbolicName)) {
            throw new RefusedException("the jar is another bundle: " + name[0].strip() + ", not " + symbolicName);
        }
        main.putValue(Constants.BUNDLE_SYMBOLICNAME, copyName + (name.length == 1 ? "" : ";" + name[1]));
        manifest.getEntries().clear(); // digests of what was signed
        var bytes = new ByteArrayOutputStream();
        manifest.write(bytes);
        return bytes.toByteArray();
    }

    private static void add(ZipOutputStream zip, String path, InputStream content) throws IOException {
        zip.putNextEntry(new ZipEntry(path));
        content.transferTo(zip);
        zip.closeEntry();
    }
}
