package com.acme.coro.codec.osgi;

import com.acme.coro.api.Transferable;
import com.acme.coro.codec.core.Declarations.Declared;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.osgi.framework.wiring.BundleWiring;

/** Looks for declarations in the class files of a bundle that does not list them in its manifest. */
final class ClassFiles {
    private static final String MARK = "L" + Transferable.class.getName().replace('.', '/') + ";";
    private static final String PACKAGE_INFO = ".package-info";

    private ClassFiles() {}

    static List<Declared> declarations(BundleWiring wiring, Predicate<String> wanted) {
        var all = new ArrayList<Declared>();
        var files = wiring.listResources(
                "/", "*.class", BundleWiring.LISTRESOURCES_RECURSE | BundleWiring.LISTRESOURCES_LOCAL);
        for (String file : files) {
            String type = file.substring(0, file.length() - ".class".length()).replace('/', '.');
            if (wanted.test(type) && mentions(wiring.getClassLoader().getResource(file))) look(wiring, type, all);
        }
        return all;
    }

    // a class is loaded only if its file has the annotation's name in it
    private static boolean mentions(URL file) {
        if (file == null) return false;
        try (InputStream in = file.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).contains(MARK);
        } catch (IOException e) {
            throw new UncheckedIOException("could not read " + file, e);
        }
    }

    private static void look(BundleWiring wiring, String type, List<Declared> all) {
        Transferable declared;
        try {
            declared = Class.forName(type, false, wiring.getClassLoader()).getAnnotation(Transferable.class);
        } catch (ClassNotFoundException | LinkageError unusable) {
            return; // nobody can have a value of it
        }
        if (declared == null) return;
        boolean wholePackage = type.endsWith(PACKAGE_INFO);
        String className = wholePackage ? type.substring(0, type.length() - PACKAGE_INFO.length()) : type;
        var names = new ArrayList<String>();
        names.add(declared.value().isEmpty() ? className : declared.value());
        names.addAll(Arrays.asList(declared.aliases()));
        all.add(new Declared(className, names, wholePackage));
    }
}
