package com.acme.coro.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Makes a bundle of one activator. */
final class GuestBundle {
    private GuestBundle() {}

    static Path of(Class<?> activator, Path directory) throws IOException {
        Path jar = directory.resolve(activator.getSimpleName() + ".jar");
        var manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", activator.getName());
        headers.putValue("Bundle-Activator", activator.getName());
        headers.putValue("Import-Package", "com.acme.coro.api,org.osgi.framework");
        String path = activator.getName().replace('.', '/') + ".class";
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                InputStream in = activator.getClassLoader().getResourceAsStream(path)) {
            out.putNextEntry(new JarEntry(path));
            in.transferTo(out);
            out.closeEntry();
        }
        return jar;
    }
}
