package com.acme.coro.itests.pages;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * What one metatype file of a bundle says.
 *
 * @param name of the object class
 * @param description of the object class
 * @param pids of single configurations
 * @param factoryPids of configurations that there may be several of
 * @param attributes in the order of the file
 */
record Metatype(
        String name, String description, List<String> pids, List<String> factoryPids, List<Attribute> attributes) {
    /**
     * One attribute.
     *
     * @param key its key in a configuration
     * @param meaning its description
     * @param standard its default
     * @param range what is allowed, in words; empty for anything
     */
    record Attribute(String key, String meaning, String standard, String range) {}

    static Metatype read(InputStream file) throws IOException {
        Element root;
        try {
            root = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(file)
                    .getDocumentElement();
        } catch (ParserConfigurationException | SAXException unreadable) {
            throw new IOException("not a metatype file: " + unreadable.getMessage(), unreadable);
        }
        Element ocd = children(root, "OCD").get(0);
        List<Element> designates = children(root, "Designate");
        return new Metatype(
                ocd.getAttribute("name"),
                ocd.getAttribute("description"),
                values(designates, "pid"),
                values(designates, "factoryPid"),
                children(ocd, "AD").stream().map(Metatype::attribute).toList());
    }

    private static Attribute attribute(Element ad) {
        return new Attribute(
                ad.getAttribute("id"), ad.getAttribute("description"), ad.getAttribute("default"), range(ad));
    }

    private static String range(Element ad) {
        List<String> options = values(children(ad, "Option"), "value");
        if (!options.isEmpty()) return String.join(", ", options);
        Optional<String> min = value(ad, "min");
        Optional<String> max = value(ad, "max");
        if (min.isPresent() && max.isPresent()) return min.get() + ".." + max.get();
        return min.map(least -> "at least " + least)
                .or(() -> max.map(most -> "at most " + most))
                .orElse("");
    }

    private static List<String> values(List<Element> elements, String attribute) {
        return elements.stream()
                .map(e -> value(e, attribute))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> value(Element element, String attribute) {
        return Optional.of(element.getAttribute(attribute)).filter(v -> !v.isEmpty());
    }

    private static List<Element> children(Element parent, String tag) {
        var found = parent.getElementsByTagName(tag);
        return new ArrayList<>(IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList());
    }
}
