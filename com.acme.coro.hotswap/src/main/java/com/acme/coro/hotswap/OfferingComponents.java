package com.acme.coro.hotswap;

import com.acme.coro.api.CoroConstants;
import com.acme.coro.api.CoroFunction;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.osgi.framework.Bundle;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Reads from a bundle's component descriptions which of its classes it offers as functions. */
final class OfferingComponents {
    /**
     * One of them.
     *
     * @param type name of the class
     * @param function what it is called; empty if the description does not say
     */
    record Offering(String type, Optional<String> function) {}

    private OfferingComponents() {}

    static List<Offering> of(Bundle bundle) throws RefusedException {
        String header = bundle.getHeaders("").get("Service-Component");
        if (header == null) return List.of();
        var found = new ArrayList<Offering>();
        for (String clause : header.split(",")) {
            String path = clause.split(";")[0].strip();
            int slash = path.lastIndexOf('/');
            Enumeration<URL> files =
                    bundle.findEntries(slash < 0 ? "/" : path.substring(0, slash), path.substring(slash + 1), false);
            if (files == null) throw new RefusedException("it has no component description " + path);
            for (URL file : Collections.list(files)) read(file, found);
        }
        return found;
    }

    private static void read(URL file, List<Offering> found) throws RefusedException {
        try (InputStream in = file.openStream()) {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            Element root = factory.newDocumentBuilder().parse(in).getDocumentElement();
            for (Element component : elements(root, "component")) read(component, found);
            if ("component".equals(root.getLocalName())) read(root, found);
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new RefusedException(
                    "its component description " + file.getPath() + " cannot be read: " + ForeignText.text(e));
        }
    }

    private static void read(Element component, List<Offering> found) {
        boolean offers = elements(component, "provide").stream()
                .anyMatch(p -> CoroFunction.class.getName().equals(p.getAttribute("interface")));
        if (!offers) return;
        Optional<String> name = elements(component, "property").stream()
                .filter(p -> CoroConstants.FUNCTION.equals(p.getAttribute("name")))
                .map(p -> p.getAttribute("value"))
                .findFirst();
        for (Element e : elements(component, "implementation")) found.add(new Offering(e.getAttribute("class"), name));
    }

    private static List<Element> elements(Element parent, String name) {
        NodeList all = parent.getElementsByTagNameNS("*", name);
        var elements = new ArrayList<Element>();
        for (int i = 0; i < all.getLength(); i++) elements.add((Element) all.item(i));
        return elements;
    }
}
