package com.acme.coro.itests.karaf;

import com.acme.coro.itests.karaf.probe.Probe;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** The jar of a bundle that has the probe in it. */
final class ProbeJar {
    private static final String IMPORTS =
            "com.acme.coro.api;version=\"[1.0,2)\",com.acme.coro.api.io;version=\"[1.0,2)\","
                    + "com.acme.coro.api.spi;version=\"[1.0,2)\",org.osgi.framework";

    private ProbeJar() {}

    static Path write(Path folder, String symbolicName) throws IOException {
        var manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", symbolicName);
        main.putValue("Bundle-Activator", Probe.class.getName());
        main.putValue("Import-Package", IMPORTS);
        Path jar = folder.resolve(symbolicName + ".jar");
        String entry = Probe.class.getName().replace('.', '/') + ".class";
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                InputStream code = Probe.class.getResourceAsStream("/" + entry)) {
            out.putNextEntry(new JarEntry(entry));
            code.transferTo(out);
        }
        return jar;
    }
}
