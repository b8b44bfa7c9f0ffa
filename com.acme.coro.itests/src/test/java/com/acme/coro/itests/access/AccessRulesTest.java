package com.acme.coro.itests.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The access rules of Karaf that the features bring, beside the commands that their bundles bring. */
class AccessRulesTest {
    private static final Path ROOT = Path.of("..");
    private static final Path FEATURES = ROOT.resolve("features/src/main/feature/coro.xml");
    private static final Pattern SCOPE = Pattern.compile("\"osgi\\.command\\.scope=(\\w+)\"");
    private static final Pattern FUNCTION = Pattern.compile("\"osgi\\.command\\.function=(\\w+)\"");
    private static final Pattern RULES = Pattern.compile(
            "<config name=\"org\\.apache\\.karaf\\.command\\.acl\\.(\\w+)\"[^>]*>(.*?)</config>", Pattern.DOTALL);

    private static final Set<String> VIEWER = Set.of("viewer", "manager", "admin");
    private static final Set<String> MANAGER = Set.of("manager", "admin");
    private static final Set<String> ADMIN = Set.of("admin");

    @Test
    @DisplayName("no command of a bundle that a feature installs lacks a rule, and no rule lacks a command")
    void shouldHaveARuleForEachCommand() throws IOException {
        var rules = new TreeMap<String, Set<String>>();
        rules().forEach((scope, of) -> rules.put(scope, new TreeSet<>(of.stringPropertyNames())));
        assertEquals(commands(), rules);
    }

    @Test
    void shouldLetOnlyAdministratorsLoadCode() throws IOException {
        assertEquals(ADMIN, roles("coro", "swap"));
    }

    @Test
    void shouldLetManagersAct() throws IOException {
        for (String command : List.of("send", "resume", "raise", "terminate", "start")) {
            assertEquals(MANAGER, roles("coro", command), command);
        }
    }

    @Test
    void shouldLetViewersLook() throws IOException {
        for (String command : List.of("list", "show", "dump", "functions", "schedulers", "names", "swaps", "help")) {
            assertEquals(VIEWER, roles("coro", command), command);
        }
        for (Properties of : rules().values()) {
            for (String command : of.stringPropertyNames()) {
                assertTrue(
                        Set.of(VIEWER, MANAGER, ADMIN).contains(roles(of.getProperty(command))),
                        command + " = " + of.getProperty(command));
            }
        }
    }

    private static Set<String> roles(String scope, String command) throws IOException {
        return roles(rules().get(scope).getProperty(command));
    }

    private static Set<String> roles(String listed) {
        return Set.of(listed.split("\\s*,\\s*"));
    }

    /** The rules by scope. */
    private static TreeMap<String, Properties> rules() throws IOException {
        var all = new TreeMap<String, Properties>();
        Matcher found = RULES.matcher(Files.readString(FEATURES));
        while (found.find()) {
            var rules = new Properties();
            rules.load(new StringReader(found.group(2)));
            all.put(found.group(1), rules);
        }
        return all;
    }

    /** The commands by scope, of the bundles that a feature installs. */
    private static TreeMap<String, Set<String>> commands() throws IOException {
        String features = Files.readString(FEATURES);
        var all = new TreeMap<String, Set<String>>();
        try (Stream<Path> modules = Files.list(ROOT);
                Stream<Path> examples = Files.list(ROOT.resolve("examples"))) {
            for (Path module : Stream.concat(modules, examples).toList()) {
                boolean example = module.getParent().endsWith("examples");
                String bundle = (example ? "com.acme.coro.examples." : "") + module.getFileName();
                boolean installed = features.contains("/" + bundle + "/${project.version}</bundle>");
                if (installed) commands(module.resolve("src/main/java"), all);
            }
        }
        return all;
    }

    private static void commands(Path sources, TreeMap<String, Set<String>> all) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                String text = Files.readString(file);
                Matcher scope = SCOPE.matcher(text);
                if (!scope.find()) continue;
                Set<String> of = all.computeIfAbsent(scope.group(1), s -> new TreeSet<>());
                FUNCTION.matcher(text).results().forEach(function -> of.add(function.group(1)));
            }
        }
    }
}
