package com.acme.coro.itests.karaf;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The folder of a test's Karaf: a copy of the unpacked distribution, configured for one throw-away run on this machine. */
final class KarafHome {
    /** An administrator. */
    static final String USER = "karaf";
    /** A user who may look, and nothing else. */
    static final String VIEWER = "viewer";
    /** A user who may act, but not load code. */
    static final String MANAGER = "manager";

    private static final String AGENT = "subject-agent.jar";

    private KarafHome() {}

    /** Where this module keeps its Karafs. */
    static Path folder() {
        return Path.of(System.getProperty("coro.karaf.folder"));
    }

    /** The feature repository of this build. */
    static Path features() {
        return Path.of(System.getProperty("coro.karaf.features"));
    }

    static void prepare(Path home, int sshPort, int registryPort, int serverPort) throws IOException {
        delete(home);
        copy(Path.of(System.getProperty("coro.karaf.distribution")), home);
        Path etc = home.resolve("etc");
        Files.writeString(etc.resolve("users.properties"), """
            %s = %s,_g_:admingroup
            _g_\\:admingroup = group,admin,manager,viewer,systembundles,ssh
            %s = %s,viewer,ssh
            %s = %s,manager,viewer,ssh
            """.formatted(USER, USER, VIEWER, VIEWER, MANAGER, MANAGER));
        change(etc.resolve("org.apache.karaf.shell.cfg"), "sshPort", String.valueOf(sshPort));
        change(etc.resolve("org.apache.karaf.shell.cfg"), "sshHost", "127.0.0.1");
        change(etc.resolve("org.apache.karaf.management.cfg"), "rmiRegistryPort", String.valueOf(registryPort));
        change(etc.resolve("org.apache.karaf.management.cfg"), "rmiServerPort", String.valueOf(serverPort));
        // No remote repository and none of the user's own: what is not in the distribution or in our build is not
        // there.
        Files.writeString(etc.resolve("org.ops4j.pax.url.mvn.cfg"), """
            org.ops4j.pax.url.mvn.useFallbackRepositories = false
            org.ops4j.pax.url.mvn.localRepository = ${karaf.data}/repository
            org.ops4j.pax.url.mvn.repositories =
            org.ops4j.pax.url.mvn.defaultRepositories = \\
                ${karaf.home.uri}${karaf.default.repository}@id=karaf@snapshots, \\
                %s@id=coro@snapshots
            """.formatted(
                        Path.of(System.getProperty("coro.karaf.repository")).toUri()));
        // Whatever asks for this user's keys is to make some here.
        Files.writeString(etc.resolve("com.acme.coro.io.trust.cfg"), "directory = ${karaf.data}/tls\n");
        if (needsAgent()) {
            buildAgent(home);
        }
    }

    /**
     * What Karaf's scripts are to start Java with. Setting anything takes the place of their own
     * {@code -Djava.security.manager=allow}, with which a Java that has no security manager any more does not start.
     */
    static String javaOptions(Path home) {
        return needsAgent()
                ? "-Xmx512m -javaagent:" + home.resolve(AGENT)
                        + " --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED"
                : "-Xmx512m -Djava.security.manager=allow";
    }

    private static boolean needsAgent() {
        return !KarafJava.found().asShipped();
    }

    private static void change(Path file, String key, String value) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.removeIf(line -> line.matches("\\s*" + key + "\\s*=.*"));
        lines.add(key + " = " + value);
        Files.write(file, lines);
    }

    private static void buildAgent(Path home) throws IOException {
        Path classes = Files.createDirectories(home.resolve("agent-classes"));
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
            boolean compiled = javac.getTask(
                            null,
                            files,
                            null,
                            List.of("-d", classes.toString()),
                            null,
                            files.getJavaFileObjects(Path.of(System.getProperty("coro.karaf.agent"))))
                    .call();
            if (!compiled) {
                throw new IOException("the agent for Karaf does not compile, see above");
            }
        }
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(new Attributes.Name("Premain-Class"), "SubjectAgent");
        manifest.getMainAttributes().put(new Attributes.Name("Can-Retransform-Classes"), "true");
        try (OutputStream file = Files.newOutputStream(home.resolve(AGENT));
                JarOutputStream jar = new JarOutputStream(file, manifest);
                Stream<Path> found = Files.list(classes)) {
            for (Path type : found.toList()) {
                jar.putNextEntry(new JarEntry(type.getFileName().toString()));
                Files.copy(type, jar);
                jar.closeEntry();
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path emptied, IOException failure) throws IOException {
                Files.delete(emptied);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
