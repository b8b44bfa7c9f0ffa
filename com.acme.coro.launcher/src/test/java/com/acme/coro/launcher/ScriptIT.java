package com.acme.coro.launcher;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script {@code ./coro} in trees of its own, with a Maven that only looks like one. */
class ScriptIT {
    private static final Duration BUILD = Duration.ofSeconds(3);
    private static final Path JAR = Path.of("target/coro.jar").toAbsolutePath();

    @TempDir
    Path tree;

    private Path script() throws IOException {
        return executable(tree.resolve("coro"), Files.readString(CoroProcess.SCRIPT));
    }

    private static Path executable(Path file, String content) throws IOException {
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file;
    }

    private Path sources() throws IOException {
        Path script = script();
        for (String file : List.of("pom.xml", "bnd.bnd", "com.acme.coro.api/src/main/java/Api.java")) {
            Files.createDirectories(tree.resolve(file).getParent());
            Files.writeString(tree.resolve(file), "");
        }
        for (String directory : List.of("cnf", "features", "examples", "com.acme.coro.launcher")) {
            Files.createDirectories(tree.resolve(directory));
        }
        return script;
    }

    /** An environment in which mvn notes that it was called, and copies our jar. */
    private Map<String, String> maven() throws IOException {
        Path bin = Files.createDirectories(tree.resolve("bin"));
        executable(bin.resolve("mvn"), """
            #!/bin/sh
            echo "$@" >> calls
            mkdir -p com.acme.coro.launcher/target
            sleep %d
            cp "%s" com.acme.coro.launcher/target/coro.jar
            """.formatted(BUILD.toSeconds(), JAR));
        return Map.of("PATH", bin + ":" + System.getenv("PATH"));
    }

    /** As {@link #maven()}, on a system that has what the script uses, but no flock. */
    private Map<String, String> mavenWithoutFlock() throws IOException {
        maven();
        for (String tool : List.of("cat", "cp", "dirname", "find", "head", "mkdir", "readlink", "rm", "sed", "sleep")) {
            String place = Files.exists(Path.of("/usr/bin", tool)) ? "/usr/bin/" : "/bin/";
            executable(tree.resolve("bin").resolve(tool), "#!/bin/sh\nexec " + place + tool + " \"$@\"\n");
        }
        return Map.of("PATH", tree.resolve("bin").toString());
    }

    private Path built() throws IOException {
        Path jar = tree.resolve("com.acme.coro.launcher/target/coro.jar");
        Files.createDirectories(jar.getParent());
        return Files.copy(JAR, jar);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldBuildOnceWhenTwoStartInAFreshTree(boolean flock) throws Exception {
        Path script = sources();
        Map<String, String> maven = flock ? maven() : mavenWithoutFlock();
        Instant began = Instant.now();
        try (var one = CoroProcess.start(script, maven, "run");
                var two = CoroProcess.start(script, maven, "run")) {
            assertBuildNotIncluded(one.await("coro: ready in"), began);
            assertBuildNotIncluded(two.await("coro: ready in"), began);
            one.type("exit");
            two.type("exit");
            assertAll(
                    () -> assertEquals(0, one.end()),
                    () -> assertEquals(0, two.end()),
                    () -> assertEquals(
                            List.of("-q -B -ntp -pl com.acme.coro.launcher -am -DskipTests package"),
                            Files.readAllLines(tree.resolve("calls"))),
                    () -> assertFalse(Files.exists(tree.resolve(".coro-build"))));
        }
    }

    private static void assertBuildNotIncluded(String readyLine, Instant began) {
        double seconds = Double.parseDouble(readyLine.replaceAll(".*ready in ([0-9.]+) s.*", "$1"));
        double all = Duration.between(began, Instant.now()).toMillis() / 1_000.0;
        boolean linux = Files.isReadable(Path.of("/proc/uptime"));
        assertTrue(seconds < all - BUILD.toSeconds() + 0.5 || !linux, () -> readyLine + ", after " + all + " s in all");
    }

    @Test
    void shouldNotWaitForALockWhoseOwnerWasKilled() throws Exception {
        Path script = sources();
        built();
        var owner = new ProcessBuilder("true").start();
        owner.waitFor();
        Files.createDirectories(tree.resolve(".coro-build"));
        Files.writeString(tree.resolve(".coro-build/pid"), owner.pid() + "\n");
        try (var coro = CoroProcess.start(script, mavenWithoutFlock(), "run", "--help")) {
            assertEquals(0, coro.end(), coro.err::toString);
        }
    }

    @Test
    void shouldSayHowToBuildForEveryOtherCommand() throws Exception {
        Path script = sources();
        try (var coro = CoroProcess.start(script, maven(), "bench", "pingpong", "10")) {
            assertEquals(1, coro.end());
            assertEquals(1, coro.err.size(), coro.err::toString);
            assertTrue(coro.err.get(0).contains("mvn -q -B -ntp -pl com.acme.coro.launcher"), coro.err::toString);
        }
    }

    @Test
    void shouldSayThatTheBuildFailed() throws Exception {
        Path script = sources();
        Map<String, String> maven = maven();
        executable(tree.resolve("bin/mvn"), "#!/bin/sh\nexit 1\n");
        try (var coro = CoroProcess.start(script, maven, "demo")) {
            assertEquals(1, coro.end());
            assertTrue(coro.err.get(coro.err.size() - 1).startsWith("coro: the build failed: mvn"), coro.err::toString);
        }
    }

    @Test
    void shouldSayThatSourcesAreNewerAndRunAllTheSame() throws Exception {
        Path script = sources();
        Path jar = built();
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().minusSeconds(3_600)));
        try (var coro = CoroProcess.start(script, Map.of(), "run", "--help")) {
            assertEquals(0, coro.end());
            assertEquals(1, coro.err.size(), coro.err::toString);
            assertTrue(coro.err.get(0).contains(" is newer than coro.jar; to build it anew: mvn"), coro.err::toString);
        }
    }

    @Test
    void shouldNotMindTestsThatAreNewer() throws Exception {
        Path script = sources();
        Path jar = built();
        Path test = tree.resolve("com.acme.coro.api/src/test/java/ApiTest.java");
        Files.createDirectories(test.getParent());
        Files.writeString(test, "");
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(60)));
        Files.setLastModifiedTime(test, FileTime.from(Instant.now().plusSeconds(3_600)));
        try (var coro = CoroProcess.start(script, Map.of(), "run", "--help")) {
            assertEquals(0, coro.end());
            assertEquals(List.of(), coro.err);
        }
    }

    @Test
    void shouldRunFromADistributionAndThroughALink() throws Exception {
        Files.createDirectories(tree.resolve("dist/bin"));
        Files.createDirectories(tree.resolve("dist/lib"));
        Files.copy(JAR, tree.resolve("dist/lib/coro.jar"));
        executable(tree.resolve("dist/bin/coro"), Files.readString(CoroProcess.SCRIPT));
        Path link = Files.createSymbolicLink(tree.resolve("link"), Path.of("dist/bin/coro"));
        try (var coro = CoroProcess.start(link, Map.of(), "--version")) {
            assertEquals(0, coro.end(), coro.err::toString);
        }
    }

    @Test
    void shouldSayWhatItLookedForWhenThereIsNoFittingJava() throws Exception {
        Path script = executable(
                tree.resolve("coro"), Files.readString(CoroProcess.SCRIPT).replace("oldest=21", "oldest=999"));
        Files.createDirectories(tree.resolve("lib"));
        Files.copy(JAR, tree.resolve("lib/coro.jar"));
        try (var coro = CoroProcess.start(script, Map.of("JAVA_HOME", "/there/is/none"), "--version")) {
            assertEquals(1, coro.end());
            assertEquals(1, coro.err.size(), coro.err::toString);
            String line = coro.err.get(0);
            assertTrue(
                    line.startsWith("coro: needs Java 999 or newer and found none: looked at JAVA_HOME "
                            + "(/there/is/none: no Java there), in /usr/lib/jvm"),
                    line);
        }
    }

    @Test
    void shouldPutTheUsersJvmOptionsLast() throws Exception {
        try (var coro = CoroProcess.start(
                CoroProcess.SCRIPT,
                Map.of("CORO_JAVA_OPTS", "-XX:-UseSerialGC -XX:+UseParallelGC -Xlog:gc"),
                "--version")) {
            assertEquals(0, coro.end(), coro.err::toString);
            assertTrue(coro.out.get(0).contains("Using Parallel"), coro.out::toString);
        }
    }
}
