package com.acme.coro.itests.container;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;

/**
 * Makes the jar of a bundle out of classes of the tests' bundle: each with those nested in it, and with its component
 * descriptions if they are components, and as the activator if it is one. The bundle has copies of its own; what it
 * shares with the tests is what it imports.
 */
final class Jar {
    private static final String API = "com.acme.coro.api";
    private static final String IMPORTS = String.join(
            ",",
            imported(API, "1.0"),
            imported(API + ".channel", "1.0"),
            imported(API + ".io", "1.0"),
            imported(API + ".spi", "1.0"),
            imported(API + ".supervise", "1.0"),
            imported(API + ".sync", "1.0"),
            "org.osgi.framework",
            "org.osgi.service.log");

    private Jar() {}

    private static String imported(String name, String version) {
        return name + ";version=\"[" + version + ",2)\"";
    }

    /** A bundle's jar. */
    static InputStream of(String symbolicName, String version, Class<?>... code) {
        Bundle tests = FrameworkUtil.getBundle(Jar.class);
        var components = new ArrayList<String>();
        var classes = new ArrayList<URL>();
        for (Class<?> c : code) {
            classes.addAll(classFiles(tests, c));
            components.addAll(componentsOf(tests, c));
        }
        Optional<String> activator = Arrays.stream(code)
                .filter(BundleActivator.class::isAssignableFrom)
                .map(Class::getName)
                .findFirst();
        var bytes = new ByteArrayOutputStream();
        try (var jar = new JarOutputStream(bytes, manifest(symbolicName, version, components, activator))) {
            for (URL file : classes) add(jar, file);
            for (String component : components) add(jar, tests.getEntry(component));
        } catch (IOException e) {
            throw new UncheckedIOException("could not make the jar of " + symbolicName, e);
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    private static Manifest manifest(
            String symbolicName, String version, List<String> components, Optional<String> activator) {
        var manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        main.putValue(Constants.BUNDLE_SYMBOLICNAME, symbolicName);
        main.putValue(Constants.BUNDLE_VERSION, version);
        main.putValue(Constants.IMPORT_PACKAGE, IMPORTS);
        if (!components.isEmpty()) main.putValue("Service-Component", String.join(",", components));
        activator.ifPresent(name -> main.putValue(Constants.BUNDLE_ACTIVATOR, name));
        return manifest;
    }

    private static List<String> componentsOf(Bundle tests, Class<?> c) {
        return Stream.of("", "$*")
                .map(nested -> tests.findEntries("OSGI-INF", c.getName() + nested + ".xml", false))
                .filter(Objects::nonNull)
                .flatMap(found -> Collections.list(found).stream())
                .map(file -> file.getPath().substring(1))
                .toList();
    }

    private static List<URL> classFiles(Bundle tests, Class<?> c) {
        String path = c.getPackageName().replace('.', '/');
        String name = c.getSimpleName();
        var files = new ArrayList<URL>();
        Enumeration<URL> all = tests.findEntries(path, name + "*.class", false);
        while (all != null && all.hasMoreElements()) {
            URL file = all.nextElement();
            String rest = file.getPath().substring(file.getPath().lastIndexOf('/') + 1 + name.length());
            if (rest.startsWith("$") || rest.equals(".class")) files.add(file);
        }
        return files;
    }

    private static void add(JarOutputStream jar, URL file) throws IOException {
        if (file == null) throw new FileNotFoundException("not in the tests' bundle");
        jar.putNextEntry(new JarEntry(file.getPath().substring(1)));
        try (InputStream in = file.openStream()) {
            in.transferTo(jar);
        }
        jar.closeEntry();
    }
}
