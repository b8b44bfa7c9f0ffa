package com.acme.coro.bench.swap;

import com.acme.coro.api.CoroFunction;
import com.acme.coro.bench.swap.guest.Count;
import com.acme.coro.bench.swap.guest.Counter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/**
 * Makes the jars of the bundle that is updated: the same code each time, under a new version. A bare one has the same
 * content under another name, and offers no function: what its update takes is the framework's.
 */
final class GuestBundle {
    static final String FUNCTION = "bench.swap.counter";

    private static final String COMPONENT = """
        <?xml version="1.0" encoding="UTF-8"?>
        <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="bench.swap.counter">
          <implementation class="%s"/>
          <service><provide interface="%s"/></service>
          <property name="coro.function.name" type="String" value="%s"/>
        </scr:component>
        """;

    private final String symbolicName;
    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    private GuestBundle(String symbolicName, Class<?> service) throws IOException {
        this.symbolicName = symbolicName;
        String component = COMPONENT.formatted(Counter.class.getName(), service.getName(), FUNCTION);
        entries.put("OSGI-INF/counter.xml", component.getBytes(StandardCharsets.UTF_8));
        for (String name : new String[] {
            Counter.class.getName(), Count.class.getName(), Counter.class.getPackageName() + ".package-info"
        }) {
            String path = name.replace('.', '/') + ".class";
            try (InputStream in = GuestBundle.class.getClassLoader().getResourceAsStream(path)) {
                if (in == null) throw new IOException("the benchmark's bundle lacks " + path);
                entries.put(path, in.readAllBytes());
            }
        }
    }

    static GuestBundle withFunction() throws IOException {
        return new GuestBundle("com.acme.coro.bench.swap.guest", CoroFunction.class);
    }

    static GuestBundle bare() throws IOException {
        return new GuestBundle("com.acme.coro.bench.swap.bare", Object.class);
    }

    byte[] jar(int version) throws IOException {
        var manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.putValue("Manifest-Version", "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", symbolicName);
        main.putValue("Bundle-Version", "1.0." + version);
        main.putValue("Import-Package", "com.acme.coro.api;version=\"[1.0,2)\"");
        main.putValue("Service-Component", "OSGI-INF/counter.xml");
        main.putValue(
                "Require-Capability",
                "osgi.extender;filter:=\"(&(osgi.extender=osgi.component)(version>=1.3)(!(version>=2.0)))\"");
        var bytes = new ByteArrayOutputStream();
        try (var jar = new JarOutputStream(bytes, manifest)) {
            for (Map.Entry<String, byte[]> e : entries.entrySet()) {
                jar.putNextEntry(new ZipEntry(e.getKey()));
                jar.write(e.getValue());
                jar.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
