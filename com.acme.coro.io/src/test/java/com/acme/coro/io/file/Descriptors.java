package com.acme.coro.io.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What this process has open. */
public final class Descriptors {
    private Descriptors() {}

    /** How many descriptors lead to a path. */
    public static long to(Path path) {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.filter(each -> leads(each, path)).count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean leads(Path descriptor, Path path) {
        try {
            return Files.readSymbolicLink(descriptor).equals(path);
        } catch (IOException gone) {
            return false;
        }
    }
}
