package com.acme.coro.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the framework keeps its files: a directory of this process alone, so that any number of containers run side by
 * side.
 *
 * @param directory the directory, readable by its owner alone
 */
record Storage(Path directory) {
    static Storage create() throws LaunchException {
        try {
            return new Storage(Files.createTempDirectory("coro-"));
        } catch (IOException failure) {
            throw new LaunchException(
                    "cannot make a directory in " + System.getProperty("java.io.tmpdir") + ": " + failure.getMessage(),
                    failure);
        }
    }

    /** Deletes it as far as that goes: bundles that did not stop may still write. */
    void delete() {
        try (Stream<Path> all = Files.walk(directory)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) Files.deleteIfExists(path);
        } catch (NoSuchFileException gone) {
            return;
        } catch (IOException left) {
            System.err.println("coro: not deleted: " + left.getMessage());
        }
    }
}
