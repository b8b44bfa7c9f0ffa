package com.acme.coro.io.trust;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Files, made once and never written over, and which of them are for their owner alone. */
public final class OwnerOnly {
    private static final Set<PosixFilePermission> OTHERS = EnumSet.complementOf(EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));

    private OwnerOnly() {}

    /**
     * Refuses what others than the owner may use, where the system knows such things.
     *
     * @param file a file
     * @param what it holds, as "the key"
     * @throws TrustException if it is not there, or others may use it
     */
    public static void check(Path file, String what) throws TrustException {
        if (!posix(file)) return;
        if (othersMay(file)) {
            throw new TrustException(
                    what + " in " + file + " may be used by others than its owner; allowed is mode 600 or 400");
        }
    }

    private static boolean posix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static boolean othersMay(Path file) throws TrustException {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            permissions.retainAll(OTHERS);
            return !permissions.isEmpty();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** Makes a directory of mode 700, with those above it that are missing; takes one that is there if it is such. */
    static void directory(Path directory) throws TrustException {
        try {
            if (Files.isDirectory(directory)) closed(directory);
            else Files.createDirectories(directory, mode(directory, "rwx------"));
        } catch (IOException e) {
            throw new TrustException("the directory " + directory + " cannot be made: " + why(e), e);
        }
    }

    /** Refuses a directory that others than the owner may use, and what is none. */
    static void closed(Path directory) throws TrustException {
        if (!Files.isDirectory(directory)) {
            throw new TrustException(
                    directory + (Files.exists(directory) ? " is no directory" : ": there is no such directory"));
        }
        if (posix(directory) && othersMay(directory)) {
            throw new TrustException(
                    "the directory " + directory + " is open to others than its owner; allowed is mode 700");
        }
    }

    /** Makes a directory of mode 700 beside one that may be there or not, with those above it that are missing. */
    static Path beside(Path directory) throws IOException {
        Path parent = directory.getParent();
        if (!Files.isDirectory(parent)) Files.createDirectories(parent, mode(parent, "rwx------"));
        return Files.createTempDirectory(parent, directory.getFileName() + "-", mode(parent, "rwx------"));
    }

    /** Writes a new file of mode 600. */
    static void write(Path file, byte[] content) throws TrustException {
        create(file, content, "rw-------");
    }

    /** Writes a new file that others may read, as far as their umask goes. */
    static void writeForAll(Path file, byte[] content) throws TrustException {
        create(file, content, "rw-r--r--");
    }

    private static void create(Path file, byte[] content, String mode) throws TrustException {
        boolean made = false;
        try {
            var once = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            try (WritableByteChannel channel = Files.newByteChannel(file, once, mode(file, mode))) {
                made = true;
                ByteBuffer left = ByteBuffer.wrap(content);
                while (left.hasRemaining()) channel.write(left);
                if (channel instanceof FileChannel onDisk) onDisk.force(true);
            }
        } catch (FileAlreadyExistsException there) {
            throw new TrustException(file + " is there already, and is not written over", there);
        } catch (IOException e) {
            var failure = new TrustException(file + " cannot be written: " + why(e), e);
            if (made) delete(file, failure);
            throw failure;
        }
    }

    private static FileAttribute<?>[] mode(Path file, String mode) {
        if (!posix(file)) return new FileAttribute<?>[0];
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))};
    }

    /** Takes back what was made before something failed. */
    static void delete(Path file, TrustException because) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException left) {
            because.addSuppressed(left);
        }
    }

    /**
     * Names what cannot be read.
     *
     * @param file a file
     * @param e what reading it failed with
     * @return one sentence
     */
    public static TrustException unreadable(Path file, IOException e) {
        String why = e instanceof NoSuchFileException ? "there is no such file" : why(e);
        return new TrustException(file + " cannot be read: " + why, e);
    }

    private static String why(IOException e) {
        return switch (e) {
            case NoSuchFileException none -> "there is no such file or directory";
            case AccessDeniedException denied -> "access is denied";
            case NotDirectoryException file -> "it is no directory";
            case FileAlreadyExistsException file -> "it is no directory";
            case FileSystemException f when f.getReason() != null -> f.getReason();
            default -> String.valueOf(e.getMessage());
        };
    }
}
