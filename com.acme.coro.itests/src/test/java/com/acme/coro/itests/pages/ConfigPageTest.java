package com.acme.coro.itests.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/**
 * docs/config.md says what the bundles' metatype says. It is written by this test when asked to ({@value #WRITE}=true),
 * and compared otherwise.
 */
class ConfigPageTest {
    private static final String WRITE = "coro.config.write";
    private static final Path PAGE = Path.of("..", "docs", "config.md");

    private static final String HEAD = """
        # Configuration

        Every PID that the bundles read, from their metatype (`OSGI-INF/metatype`). This page is generated, and the build fails
        when it is not what the bundles say. This writes it anew:

            mvn -q package -pl com.acme.coro.itests -am -Dtest=ConfigPageTest -Dsurefire.failIfNoSpecifiedTests=false \\
                -Dmaven.javadoc.skip=true -Dcoro.config.write=true

        A value goes to Config Admin under its PID and key, by whatever means the container has. `./coro run --dir D` reads
        `D/etc/PID.cfg`, for a factory PID `D/etc/PID~NAME.cfg`; Karaf reads the same names in its `etc/`. One that is out of
        its range is refused with a sentence in the log: what was to start with it does not, what runs keeps what it had.
        """;

    @Test
    void shouldSayWhatTheMetatypeOfTheBundlesSays() throws IOException {
        List<Metatype> all = metatypes();
        assertFalse(all.isEmpty(), "no metatype in the bundles on the class path: run the package phase");
        String page = page(all);
        if (Boolean.getBoolean(WRITE)) Files.writeString(PAGE, page);
        assertEquals(page, Files.readString(PAGE), "docs/config.md is out of date; its head says how to write it anew");
    }

    private static List<Metatype> metatypes() throws IOException {
        var all = new ArrayList<Metatype>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            boolean ours = new File(entry).getName().startsWith("com.acme.coro.") && entry.endsWith(".jar");
            if (ours) read(entry, all);
        }
        all.sort(Comparator.comparing(m -> String.join(" ", m.pids()) + String.join(" ", m.factoryPids())));
        return all;
    }

    private static void read(String path, List<Metatype> all) throws IOException {
        try (JarFile jar = new JarFile(path)) {
            for (JarEntry entry : jar.stream().toList()) {
                if (!entry.getName().matches("OSGI-INF/metatype/.+\\.xml")) continue;
                try (InputStream file = jar.getInputStream(entry)) {
                    all.add(Metatype.read(file));
                }
            }
        }
    }

    private static String page(List<Metatype> all) {
        var page = new StringBuilder(HEAD);
        for (Metatype m : all) {
            page.append("\n## ").append(m.name()).append("\n\n");
            page.append(m.description()).append("\n\n");
            for (String pid : m.pids()) page.append("* PID `").append(pid).append("`\n");
            for (String pid : m.factoryPids())
                page.append("* factory PID `").append(pid).append("`\n");
            page.append("\n| key | meaning | default | range |\n|---|---|---|---|\n");
            for (Metatype.Attribute a : m.attributes()) {
                page.append(String.format(
                        "| `%s` | %s | %s | %s |\n",
                        a.key(), a.meaning().replace("|", "\\|"), code(a.standard()), a.range()));
            }
        }
        return page.toString();
    }

    private static String code(String value) {
        return value.isEmpty() ? "" : "`" + value + "`";
    }
}
