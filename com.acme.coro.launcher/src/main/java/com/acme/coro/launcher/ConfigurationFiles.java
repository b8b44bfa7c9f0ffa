package com.acme.coro.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of {@code etc}: properties by PID. */
final class ConfigurationFiles {
    private static final String SUFFIX = ".cfg";

    private ConfigurationFiles() {}

    /**
     * Reads them all.
     *
     * @param etc the directory; need not be there
     * @return properties by PID, a factory's as PID~NAME
     * @throws LaunchException if one cannot be read; says which
     */
    static Map<String, Map<String, String>> in(Path etc) throws LaunchException {
        var configuration = new TreeMap<String, Map<String, String>>();
        for (Path file : files(etc)) {
            String name = file.getFileName().toString();
            String pid = name.substring(0, name.length() - SUFFIX.length());
            if (!pid.matches("[^~]+(~[^~]+)?")) {
                throw new LaunchException(file + ": PID.cfg or PID~NAME.cfg is wanted");
            }
            configuration.put(pid, properties(file));
        }
        return configuration;
    }

    private static List<Path> files(Path etc) throws LaunchException {
        if (!Files.isDirectory(etc)) return List.of();
        try (Stream<Path> all = Files.list(etc)) {
            return all.filter(file -> file.getFileName().toString().endsWith(SUFFIX) && Files.isRegularFile(file))
                    .toList();
        } catch (IOException unreadable) {
            throw new LaunchException("cannot read " + etc + ": " + unreadable.getMessage(), unreadable);
        }
    }

    private static Map<String, String> properties(Path file) throws LaunchException {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new LaunchException(
                    file + ": not a properties file in UTF-8: " + unreadable.getMessage(), unreadable);
        }
        var map = new TreeMap<String, String>();
        for (String key : properties.stringPropertyNames()) map.put(key, properties.getProperty(key));
        return map;
    }
}
