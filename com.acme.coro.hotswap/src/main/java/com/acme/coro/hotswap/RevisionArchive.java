package com.acme.coro.hotswap;

import com.acme.coro.api.hotswap.Revision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/**
 * Keeps the contents of bundles that offer functions, each from then on until the bundle has another and nobody may
 * want to go back: files in our data area, named by their hash.
 */
final class RevisionArchive {
    private final Path directory;
    private final SwapThreads threads;
    private final OptionalServices surroundings;

    /** By bundle. Guarded by this. */
    private final Map<Long, Entry> current = new HashMap<>();
    /** How many want a file. Guarded by this. */
    private final Map<Path, Integer> uses = new HashMap<>();

    /** The copy of one revision. */
    private static final class Entry {
        final long lastModified;
        final CompletableFuture<ArchivedRevision> kept = new CompletableFuture<>();
        /** Of the thread that makes the copy; set once. */
        final AtomicBoolean begun = new AtomicBoolean();
        /** Bytes read so far; written by that thread alone. */
        final AtomicLong read = new AtomicLong();

        Entry(long lastModified) {
            this.lastModified = lastModified;
        }
    }

    RevisionArchive(BundleContext context, SwapThreads threads, OptionalServices surroundings) {
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
    CompletableFuture<ArchivedRevision> keep(Bundle bundle) {
        return entry(bundle).kept;
    }

    private Entry entry(Bundle bundle) {
        var entry = new Entry(bundle.getLastModified());
        Entry before;
        synchronized (this) {
            before = current.get(bundle.getBundleId());
            if (before != null && before.lastModified == entry.lastModified) return before;
            current.put(bundle.getBundleId(), entry);
        }
        if (before != null) before.kept.thenAccept(this::release);
        Revision revision = revision(bundle);
        if (!threads.contents(() -> copy(bundle, entry, revision))) stopped(entry, revision);
        return entry;
    }

    private static void stopped(Entry entry, Revision revision) {
        entry.kept.complete(new ArchivedRevision(revision, Optional.empty(), "the hot swap bundle was stopped"));
    }

    private static Revision revision(Bundle bundle) {
        return new Revision(
                bundle.getBundleId(),
                String.valueOf(bundle.getSymbolicName()),
                bundle.getVersion().toString(),
                "");
    }

    /** Makes the copy, unless another thread does or did. */
    private void copy(Bundle bundle, Entry entry, Revision revision) {
        if (!entry.begun.compareAndSet(false, true)) return;
        ArchivedRevision kept = new ArchivedRevision(revision, Optional.empty(), "its content was not kept");
        try {
            kept = copied(bundle, entry, revision);
        } catch (Throwable e) { // of a bundle that goes meanwhile; and for want of memory
            kept = new ArchivedRevision(revision, Optional.empty(), "its content was not kept: " + ForeignText.text(e));
        } finally {
            entry.kept.complete(kept);
        }
    }

    private ArchivedRevision copied(Bundle bundle, Entry entry, Revision revision) throws IOException {
        Path part = Files.createTempFile(directory, revision.bundleId() + "-", ".part");
        try {
            String hash = RebuiltJar.write(bundle, part, entry.read::addAndGet);
            if (bundle.getLastModified() != entry.lastModified)
                throw new IOException("the bundle was updated meanwhile");
            Path jar = directory.resolve(hash + ".jar");
            synchronized (this) {
                Files.move(part, jar, StandardCopyOption.REPLACE_EXISTING);
                uses.merge(jar, 1, Integer::sum);
            }
            var known = new Revision(revision.bundleId(), revision.bundle(), revision.version(), hash);
            return new ArchivedRevision(known, Optional.of(jar), "");
        } finally {
            delete(part); // it is not there any more if it was kept
        }
    }

    /**
     * What was kept of a bundle, to be released later. Waits for the copy as long as that makes progress: a bundle that is
     * large, or the machine slow, delays the update and does not lose what a roll-back needs.
     *
     * @param stall how long the copy may read nothing
     */
    ArchivedRevision hold(Bundle bundle, Duration stall) {
        Entry entry = entry(bundle);
        Revision revision = revision(bundle);
        // other bundles may be before it in the queue, and this one is wanted now
        if (!entry.begun.get() && !threads.starts(() -> copy(bundle, entry, revision))) stopped(entry, revision);
        String problem;
        try {
            ArchivedRevision k = whileItProgresses(entry, stall);
            k.jar().ifPresent(jar -> {
                synchronized (this) {
                    uses.merge(jar, 1, Integer::sum);
                }
            });
            return k;
        } catch (TimeoutException | ExecutionException e) {
            problem = "nothing of its content was read for " + stall.toMillis() + " ms, after " + entry.read + " bytes";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            problem = "its content was not awaited: the thread was interrupted";
        }
        return new ArchivedRevision(revision, Optional.empty(), problem);
    }

    private static ArchivedRevision whileItProgresses(Entry entry, Duration stall)
            throws InterruptedException, ExecutionException, TimeoutException {
        while (true) {
            long before = entry.read.get();
            try {
                return entry.kept.get(stall.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                if (entry.read.get() == before) throw e;
            }
        }
    }

    /** What is known of a bundle now, without waiting. */
    synchronized Optional<ArchivedRevision> known(long bundleId) {
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
    void release(ArchivedRevision kept) {
        kept.jar().flatMap(this::released).ifPresent(surroundings::warn);
    }

    /** What went wrong, to be logged without the lock. */
    private synchronized Optional<String> released(Path jar) {
        if (uses.merge(jar, -1, Integer::sum) > 0) return Optional.empty();
        uses.remove(jar);
        return deleted(jar); // under the lock: a new copy may get the same name
    }

    /** Where files are that go with us. */
    Path directory() {
        return directory;
    }

    void delete(Path file) {
        deleted(file).ifPresent(surroundings::warn);
    }

    private static Optional<String> deleted(Path file) {
        try {
            Files.deleteIfExists(file);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(
                    "a file that is not needed any more was not deleted: " + file + ": " + ForeignText.text(e));
        }
    }

    void close() {
        var problems = new ArrayList<String>();
        synchronized (this) {
            current.clear();
            uses.keySet().forEach(jar -> deleted(jar).ifPresent(problems::add));
            uses.clear();
        }
        problems.forEach(surroundings::warn);
    }
}
