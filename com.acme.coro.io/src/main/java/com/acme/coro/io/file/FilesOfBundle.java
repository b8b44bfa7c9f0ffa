package com.acme.coro.io.file;

import com.acme.coro.api.io.AsyncFile;
import com.acme.coro.api.io.AsyncSocket;
import com.acme.coro.api.io.AsyncStream;
import com.acme.coro.io.stream.Failures;
import com.acme.coro.io.work.Belongings;
import com.acme.coro.io.work.Calls;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Set;

/** Opens files for one bundle. */
final class FilesOfBundle implements FilesOfProcess.OfBundle {
    private final FilesOfProcess process;
    private final Belongings belongings;
    private final Calls calls;

    FilesOfBundle(FilesOfProcess process, Belongings belongings) {
        this.process = process;
        this.belongings = belongings;
        this.calls = new Calls(process.parking, process.threads);
    }

    @Override
    public AsyncFile open(Path path, OpenOption... options) {
        Objects.requireNonNull(path, "path");
        Set<OpenOption> how = Set.of(options);
        Opened opened = calls.call(
                "opening",
                path.toString(),
                () -> opened(path, how),
                why -> Failures.of("opening failed", path.toString(), why),
                Opened::discard);
        var file = new DiskFile(path, opened, process, belongings, calls);
        belongings.add(file.resource, file);
        return file;
    }

    private static Opened opened(Path path, Set<OpenOption> how) throws IOException {
        // the system would open it for reading, and fail at the first read
        if (Files.isDirectory(path)) throw new FileSystemException(path.toString(), null, "it is a directory");
        FileChannel channel = FileChannel.open(path, how);
        boolean regular = Files.isRegularFile(path);
        boolean append = how.contains(StandardOpenOption.APPEND);
        boolean both = how.contains(StandardOpenOption.READ) && how.contains(StandardOpenOption.WRITE);
        if (regular || !both) return new Opened(channel, channel, regular, append);
        // a channel without positions reads and writes in turn: who writes would wait for who reads
        boolean opened = false;
        try {
            var result = new Opened(
                    channel, FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE), false, append);
            opened = true;
            return result;
        } finally {
            if (!opened) channel.close();
        }
    }

    /**
     * A file just opened.
     *
     * @param reading a channel on it
     * @param writing the same, or another
     * @param regular whether it has positions
     * @param append whether every write goes to its end
     */
    record Opened(FileChannel reading, FileChannel writing, boolean regular, boolean append) {
        void close() throws IOException {
            try (reading) {
                writing.close();
            }
        }

        void discard() {
            try {
                close();
            } catch (IOException e) {
                // nothing was written through it, and nobody knows of it
            }
        }
    }

    @Override
    public AsyncStream over(AsyncSocket socket) {
        return new SocketStream(Objects.requireNonNull(socket, "socket"), process.nanos);
    }

    @Override
    public void close() {
        belongings.close();
    }
}
