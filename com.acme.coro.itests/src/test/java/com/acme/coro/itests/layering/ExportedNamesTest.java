package com.acme.coro.itests.layering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No program has to write a type of ours with its package because another type has its simple name. */
class ExportedNamesTest {
    private static final List<String> PACKAGES = List.of("java/lang", "java/io", "java/net", "java/time", "java/util");

    /** Simple names and the types that have them. */
    private static Map<String, List<String>> exported() throws IOException {
        var all = new HashMap<String, List<String>>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!new File(entry).getName().startsWith("com.acme.coro.api-") || !entry.endsWith(".jar")) continue;
            try (var jar = new JarFile(entry)) {
                jar.stream()
                        .map(file -> file.getName())
                        .filter(name -> name.endsWith(".class") && !name.contains("$") && !name.contains("-info"))
                        .forEach(name -> all.computeIfAbsent(simple(name), s -> new ArrayList<>())
                                .add(name.replace('/', '.').replace(".class", "")));
            }
        }
        assertTrue(all.size() > 100, "the API is not on the class path: run the verify phase");
        return all;
    }

    private static String simple(String file) {
        return file.substring(file.lastIndexOf('/') + 1).replace(".class", "");
    }

    private static Set<String> ofTheJdk() throws IOException {
        var all = new TreeSet<String>();
        Path base = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/java.base");
        for (String name : PACKAGES) {
            try (Stream<Path> files = Files.walk(base.resolve(name))) {
                for (Path file : files.toList()) {
                    String path = base.relativize(file).toString();
                    if (path.endsWith(".class") && !path.contains("$") && isPublic(path)) all.add(simple(path));
                }
            }
        }
        return all;
    }

    private static boolean isPublic(String path) {
        try {
            String name = path.replace('/', '.').replace(".class", "");
            return Modifier.isPublic(Class.forName(name, false, null).getModifiers());
        } catch (ClassNotFoundException | LinkageError notThere) {
            return false;
        }
    }

    @Test
    void shouldClashWithNoTypeOfTheJdk() throws IOException {
        var clashing = new TreeSet<>(exported().keySet());
        clashing.retainAll(ofTheJdk());
        assertEquals(Set.of(), clashing);
    }

    @Test
    void shouldClashWithNoOtherOfOurs() throws IOException {
        var clashing = new TreeSet<String>();
        exported().values().stream().filter(types -> types.size() > 1).forEach(types -> clashing.add(types.toString()));
        assertEquals(Set.of(), clashing);
    }
}
