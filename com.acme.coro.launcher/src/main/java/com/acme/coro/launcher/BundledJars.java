package com.acme.coro.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;

/**
 * The bundles inside {@code coro.jar}: which there are, and what their component descriptions say that they offer.
 *
 * @param jar where they are
 */
record BundledJars(Path jar) {
    private static final String OURS = "com.acme.coro.";

    /**
     * A bundle.
     *
     * @param entry its name in the jar
     */
    record CarriedBundle(String entry) {
        String file() {
            return entry.substring(entry.lastIndexOf('/') + 1);
        }

        boolean ours() {
            return file().startsWith(OURS);
        }

        /** Whether it is of use to somebody at a shell only. */
        boolean shell() {
            return file().startsWith("org.apache.felix.gogo.")
                    || file().startsWith("jline-")
                    || file().startsWith("com.acme.coro.shell-");
        }

        boolean api() {
            return file().startsWith("com.acme.coro.api-");
        }

        boolean runsComponents() {
            return file().startsWith("org.apache.felix.scr-");
        }

        boolean example() {
            return file().startsWith("com.acme.coro.examples.");
        }

        /** Whether it is File Install. */
        boolean watchesTheDeployFolder() {
            return file().startsWith("org.apache.felix.fileinstall-");
        }

        // Bundles stop in the reverse order. Configuration is to be there before anybody is configured, and that takes
        // Config Admin, DS and our own bundle; coroutines are to end with their bundles, so before the scheduler does.
        private int rank() {
            if (!ours()) return 0;
            if (file().startsWith("com.acme.coro.launcher-")) return 1;
            return file().startsWith("com.acme.coro.scheduler-") ? 2 : 3;
        }
    }

    /**
     * A component description.
     *
     * @param bundle whose
     * @param properties service properties, those of one value only
     * @param alone whether it asks for no other service
     */
    record Component(CarriedBundle bundle, Map<String, String> properties, boolean alone) {
        Optional<String> property(String name) {
            return Optional.ofNullable(properties.get(name));
        }
    }

    static BundledJars inThisJar() throws LaunchException {
        try {
            var here = Path.of(BundledJars.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (Files.isRegularFile(here)) return new BundledJars(here);
            throw new LaunchException("the bundles are inside coro.jar, and this is " + here);
        } catch (URISyntaxException unreadable) {
            throw new LaunchException("the place of coro.jar is not a file: " + unreadable.getInput(), unreadable);
        }
    }

    /** All bundles, in the order in which they are to start. */
    List<CarriedBundle> bundles() throws LaunchException {
        try (var archive = new JarFile(jar.toFile())) {
            return archive.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.startsWith("bundles/") && name.endsWith(".jar"))
                    .map(CarriedBundle::new)
                    .sorted(Comparator.comparingInt(CarriedBundle::rank).thenComparing(CarriedBundle::entry))
                    .toList();
        } catch (IOException unreadable) {
            throw new LaunchException("cannot read " + jar + ": " + unreadable.getMessage(), unreadable);
        }
    }

    /** The commands that bundles offer, by name. */
    List<Component> commands() throws LaunchException {
        return having("coro.command").stream()
                .sorted(Comparator.comparing(c -> c.property("coro.command").orElseThrow()))
                .toList();
    }

    /** The steps of the demonstration, in order. */
    List<Component> demos() throws LaunchException {
        return having("coro.demo").stream()
                .sorted(Comparator.comparingInt(
                        c -> Integer.parseInt(c.property("coro.demo").orElseThrow())))
                .toList();
    }

    private List<Component> having(String property) throws LaunchException {
        var found = new ArrayList<Component>();
        try (var archive = new JarFile(jar.toFile())) {
            for (CarriedBundle bundle : bundles()) {
                if (!bundle.ours()) continue;
                try (var content = new JarInputStream(archive.getInputStream(archive.getEntry(bundle.entry())))) {
                    for (JarEntry entry; (entry = content.getNextJarEntry()) != null; ) {
                        if (!entry.getName().matches("OSGI-INF/[^/]*\\.xml")) continue;
                        Component component = component(bundle, content);
                        if (component.property(property).isPresent()) found.add(component);
                    }
                }
            }
        } catch (IOException | XMLStreamException unreadable) {
            throw new LaunchException("cannot read " + jar + ": " + unreadable.getMessage(), unreadable);
        }
        return found;
    }

    private static Component component(CarriedBundle bundle, InputStream description)
            throws XMLStreamException, IOException {
        var properties = new LinkedHashMap<String, String>();
        boolean alone = true;
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        var xml = factory.createXMLStreamReader(new java.io.ByteArrayInputStream(description.readAllBytes()));
        while (xml.hasNext()) {
            if (xml.next() != XMLStreamConstants.START_ELEMENT) continue;
            if (xml.getLocalName().equals("reference")) alone = false;
            if (!xml.getLocalName().equals("property")) continue;
            String value = xml.getAttributeValue(null, "value");
            if (value != null) properties.put(xml.getAttributeValue(null, "name"), value);
        }
        return new Component(bundle, properties, alone);
    }
}
