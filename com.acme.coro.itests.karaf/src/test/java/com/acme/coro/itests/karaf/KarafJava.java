package com.acme.coro.itests.karaf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The Java that Karaf runs on: the one of the system property {@code coro.java21} (a JDK's folder, or {@code none}), of the variable
 * {@code JAVA21_HOME}, or a JDK 21 to 23 in one of the usual places. On it Karaf runs as it is shipped. Where there is none, the tests' own
 * Java and a patch take its place, without access rules.
 *
 * @param home the JDK's folder
 * @param asShipped whether Karaf runs on it as it is shipped
 */
record KarafJava(Path home, boolean asShipped) {
    /** From this release on the security manager, which Karaf 4.4 asks for, is gone. */
    private static final int NO_SECURITY_MANAGER = 24;

    private static final int OLDEST = 21;
    private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");

    private static final KarafJava FOUND = find();

    static KarafJava found() {
        return FOUND;
    }

    /** For conditions of tests. */
    static boolean runsAsShipped() {
        return FOUND.asShipped;
    }

    private static KarafJava find() {
        Path own = Path.of(System.getProperty("java.home"));
        KarafJava java = (asked().isPresent() ? asked().filter(home -> !home.endsWith("none")) : usual())
                .map(home -> new KarafJava(home, true))
                .orElse(new KarafJava(own, Runtime.version().feature() < NO_SECURITY_MANAGER));
        System.err.println(
                java.asShipped
                        ? "Karaf runs as it is shipped, on the Java of " + java.home
                        : "No JDK 21 to 23 was found (-Dcoro.java21, JAVA21_HOME, the usual places): Karaf runs"
                                + " patched, on the Java of "
                                + own + ", and without access rules");
        return java;
    }

    private static Optional<Path> asked() {
        return Stream.of(System.getProperty("coro.java21"), System.getenv("JAVA21_HOME"))
                .filter(Objects::nonNull)
                .filter(home -> !home.isEmpty())
                .findFirst()
                .map(Path::of);
    }

    private static Optional<Path> usual() {
        Path user = Path.of(System.getProperty("user.home"));
        return Stream.of(
                        Path.of("/usr/lib/jvm"),
                        Path.of("/usr/java"),
                        Path.of("/opt"),
                        Path.of("/Library/Java/JavaVirtualMachines"),
                        user.resolve(".sdkman/candidates/java"),
                        user.resolve(".jdks"))
                .flatMap(KarafJava::folders)
                .flatMap(folder -> Stream.of(folder, folder.resolve("Contents/Home")))
                .filter(KarafJava::fits)
                .findFirst();
    }

    private static Stream<Path> folders(Path place) {
        if (!Files.isDirectory(place)) return Stream.empty();
        try (Stream<Path> all = Files.list(place)) {
            return all.sorted().toList().stream();
        } catch (IOException unreadable) {
            return Stream.empty(); // no place to look at
        }
    }

    private static boolean fits(Path home) {
        if (!Files.isExecutable(home.resolve("bin/java"))) return false;
        try {
            Matcher version = VERSION.matcher(Files.readString(home.resolve("release")));
            if (!version.find()) return false;
            int feature = Integer.parseInt(version.group(1));
            return feature >= OLDEST && feature < NO_SECURITY_MANAGER;
        } catch (IOException noRelease) {
            return false; // not a JDK of ours to judge
        }
    }
}
