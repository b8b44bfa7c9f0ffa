package com.acme.coro.itests.container;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.osgi.framework.Constants;

/**
 * The jar of a bundle, out of Java sources that are compiled while the test runs: so that two versions of a bundle can
 * have classes of the same name.
 */
public final class SourceJar {
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, String> sources = new TreeMap<>();
    private final Map<String, byte[]> more = new TreeMap<>();
    private final List<String> components = new ArrayList<>();
    private String classes = "";

    /** A bundle's jar without anything in it yet. */
    public SourceJar(String symbolicName, String version) {
        header(Constants.BUNDLE_MANIFESTVERSION, "2");
        header(Constants.BUNDLE_SYMBOLICNAME, symbolicName);
        header(Constants.BUNDLE_VERSION, version);
        header(
                Constants.IMPORT_PACKAGE,
                "com.acme.coro.api;version=\"[1.0,2)\",com.acme.coro.api.sync;version=\"[1.0,2)\","
                        + "org.osgi.framework,org.osgi.service.log");
    }

    /** A header of the manifest. */
    public SourceJar header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** A class. */
    public SourceJar source(String className, String text) {
        sources.put(className, text);
        return this;
    }

    /** Classes are in a folder of the jar, whose name ends with a slash. */
    public SourceJar classesIn(String folder) {
        classes = folder;
        return this;
    }

    /** Another entry. */
    public SourceJar entry(String path, String text) {
        more.put(path, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** A class is a component that offers a function. Properties are pairs of name, or name:Type, and value. */
    public SourceJar function(String className, String function, String... properties) {
        var xml = new StringBuilder();
        xml.append("<scr:component xmlns:scr=\"http://www.osgi.org/xmlns/scr/v1.3.0\" name=\"")
                .append(className)
                .append("\"><service><provide interface=\"com.acme.coro.api.CoroFunction\"/></service>")
                .append("<property name=\"coro.function.name\" value=\"")
                .append(function)
                .append("\"/>");
        for (int i = 0; i < properties.length; i += 2) {
            String[] nameAndType = properties[i].split(":");
            xml.append("<property name=\"")
                    .append(nameAndType[0])
                    .append("\" type=\"")
                    .append(nameAndType.length > 1 ? nameAndType[1] : "String")
                    .append("\" value=\"")
                    .append(properties[i + 1])
                    .append("\"/>");
        }
        xml.append("<implementation class=\"").append(className).append("\"/></scr:component>");
        return component(className, xml.toString());
    }

    /** A component's description. */
    public SourceJar component(String className, String xml) {
        String path = "OSGI-INF/" + className + ".xml";
        components.add(path);
        return entry(path, xml);
    }

    /** Compiles, and writes the jar. */
    public byte[] bytes() {
        var manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.forEach(main::putValue);
        if (!components.isEmpty()) main.putValue("Service-Component", String.join(",", components));
        var bytes = new ByteArrayOutputStream();
        try (var jar = new JarOutputStream(bytes, manifest)) {
            for (Map.Entry<String, byte[]> e : compiled().entrySet()) add(jar, classes + e.getKey(), e.getValue());
            for (Map.Entry<String, byte[]> e : more.entrySet()) add(jar, e.getKey(), e.getValue());
        } catch (IOException e) {
            throw new UncheckedIOException("could not make the jar", e);
        }
        return bytes.toByteArray();
    }

    private static void add(JarOutputStream jar, String path, byte[] content) throws IOException {
        jar.putNextEntry(new JarEntry(path));
        jar.write(content);
        jar.closeEntry();
    }

    private Map<String, byte[]> compiled() throws IOException {
        if (sources.isEmpty()) return Map.of();
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        var output = new StringWriter();
        try (var classes = new Classes(javac.getStandardFileManager(null, null, StandardCharsets.UTF_8))) {
            List<Source> units = sources.entrySet().stream()
                    .map(e -> new Source(e.getKey(), e.getValue()))
                    .toList();
            List<String> options = List.of("-proc:none", "--release", "21", "-classpath", classPath());
            if (!javac.getTask(output, classes, null, options, null, units).call()) {
                throw new AssertionError("the sources do not compile: " + output);
            }
            return classes.files();
        }
    }

    private static String classPath() {
        Stream<String> bundles = Arrays.stream(Container.context().getBundles())
                .map(b -> b.getLocation().replaceFirst("^reference:", ""))
                .filter(location -> location.startsWith("file:"))
                .map(location -> new File(URI.create(location)).getPath());
        String framework = Constants.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        return Stream.concat(bundles, Stream.of(framework, System.getProperty("java.class.path")))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String className, String text) {
            super(URI.create("string:///" + className.replace('.', '/') + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /** Keeps what the compiler writes. */
    private static final class Classes extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, ByteArrayOutputStream> written = new TreeMap<>();

        Classes(JavaFileManager standard) {
            super(standard);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            String path = className.replace('.', '/') + ".class";
            var bytes = new ByteArrayOutputStream();
            written.put(path, bytes);
            return new SimpleJavaFileObject(URI.create("mem:///" + path), kind) {
                @Override
                public ByteArrayOutputStream openOutputStream() {
                    return bytes;
                }
            };
        }

        Map<String, byte[]> files() {
            var files = new TreeMap<String, byte[]>();
            written.forEach((path, bytes) -> files.put(path, bytes.toByteArray()));
            return files;
        }
    }
}
