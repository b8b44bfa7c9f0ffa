package com.acme.coro.hotswap;

import com.acme.coro.api.hotswap.Revision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.startlevel.BundleStartLevel;

/**
 * Keeps the contents of bundles that offer functions, each from then on until the bundle has another and nobody may
 * want to go back: files in our data area, named by their hash.
 */
final class Contents {
    private final Path directory;
    private final Threads threads;
    private final Surroundings surroundings;

    /** By bundle. Guarded by this. */
    private final Map<Long, Entry> current = new HashMap<>();
    /** How many want a file. Guarded by this. */
    private final Map<Path, Integer> uses = new HashMap<>();

    private record Entry(long lastModified, CompletableFuture<Kept> kept) {}

    Contents(BundleContext context, Threads threads, Surroundings surroundings) {
        this.directory = context.getDataFile("contents").toPath();
        this.threads = threads;
        this.surroundings = surroundings;
        try {
            Files.createDirectories(directory);
            // of an earlier run
            try (DirectoryStream<Path> left = Files.newDirectoryStream(directory)) {
                for (Path file : left) Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the bundle's data area cannot be used: " + directory, e);
        }
    }

    /** Keeps what a bundle has now, unless that is being done already. */
    CompletableFuture<Kept> keep(Bundle bundle) {
        long lastModified = bundle.getLastModified();
        var kept = new CompletableFuture<Kept>();
        Entry before;
        synchronized (this) {
            before = current.get(bundle.getBundleId());
            if (before != null && before.lastModified == lastModified) return before.kept;
            current.put(bundle.getBundleId(), new Entry(lastModified, kept));
        }
        if (before != null) before.kept.thenAccept(this::release);
        var revision = new Revision(
                bundle.getBundleId(),
                String.valueOf(bundle.getSymbolicName()),
                bundle.getVersion().toString(),
                "");
        boolean soon = threads.service(() -> kept.complete(copy(bundle, lastModified, revision)));
        if (!soon) kept.complete(new Kept(revision, Optional.empty(), "the hot swap bundle was stopped"));
        return kept;
    }

    /** Whether a bundle is to run whenever the framework does. */
    static boolean autostart(Bundle bundle) {
        BundleStartLevel level = bundle.adapt(BundleStartLevel.class); // null once it is uninstalled
        return level != null && level.isPersistentlyStarted();
    }

    private Kept copy(Bundle bundle, long lastModified, Revision revision) {
        Path part = directory.resolve(revision.bundleId() + ".part");
        try {
            String hash = RebuiltJar.write(bundle, part);
            if (bundle.getLastModified() != lastModified) throw new IOException("the bundle was updated meanwhile");
            Path jar = directory.resolve(hash + ".jar");
            synchronized (this) {
                Files.move(part, jar, StandardCopyOption.REPLACE_EXISTING);
                uses.merge(jar, 1, Integer::sum);
            }
            var known = new Revision(revision.bundleId(), revision.bundle(), revision.version(), hash);
            return new Kept(known, Optional.of(jar), "");
        } catch (IOException | RuntimeException e) { // of a bundle that goes meanwhile
            delete(part);
            return new Kept(revision, Optional.empty(), "its content was not kept: " + e.getMessage());
        }
    }

    /** What was kept of a bundle, for somebody who gives it back. Waits until it has been read, or for a time. */
    Kept hold(Bundle bundle, Duration patience) {
        CompletableFuture<Kept> kept = keep(bundle);
        String problem;
        try {
            Kept k = kept.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            k.jar().ifPresent(jar -> {
                synchronized (this) {
                    uses.merge(jar, 1, Integer::sum);
                }
            });
            return k;
        } catch (TimeoutException | ExecutionException e) {
            problem = "its content was not read within " + patience.toMillis() + " ms";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            problem = "its content was not awaited: the thread was interrupted";
        }
        var revision = new Revision(
                bundle.getBundleId(),
                String.valueOf(bundle.getSymbolicName()),
                bundle.getVersion().toString(),
                "");
        return new Kept(revision, Optional.empty(), problem);
    }

    /** What is known of a bundle now, without waiting. */
    synchronized Optional<Kept> known(long bundleId) {
        Entry e = current.get(bundleId);
        return e == null || !e.kept.isDone() ? Optional.empty() : Optional.of(e.kept.join());
    }

    /** Nobody offers a function from that bundle any more, and it is gone. */
    void forget(long bundleId) {
        Entry gone;
        synchronized (this) {
            gone = current.remove(bundleId);
        }
        if (gone != null) gone.kept.thenAccept(this::release);
    }

    /** Gives back what was held. */
    void release(Kept kept) {
        kept.jar().ifPresent(jar -> {
            synchronized (this) {
                if (uses.merge(jar, -1, Integer::sum) > 0) return;
                uses.remove(jar);
                delete(jar);
            }
        });
    }

    /** Where files are that go with us. */
    Path directory() {
        return directory;
    }

    void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            surroundings.warn("a file that is not needed any more was not deleted: " + file + ": " + e.getMessage());
        }
    }

    void close() {
        synchronized (this) {
            current.clear();
            uses.keySet().forEach(this::delete);
            uses.clear();
        }
    }
}
