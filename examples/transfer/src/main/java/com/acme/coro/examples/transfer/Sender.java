package com.acme.coro.examples.transfer;

import com.acme.coro.api.io.AsyncFile;
import com.acme.coro.api.io.AsyncFiles;
import com.acme.coro.api.io.AsyncSockets;
import com.acme.coro.api.io.AsyncStream;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Sends a file, and compares what the other side has summed with what it has itself. */
@Component(service = Sender.class)
public final class Sender {
    private final AsyncFiles files;
    private final AsyncSockets sockets;

    /**
     * For the component runtime.
     *
     * @param files opens the file
     * @param sockets connects
     */
    @Activate
    public Sender(@Reference AsyncFiles files, @Reference AsyncSockets sockets) {
        this.files = files;
        this.sockets = sockets;
    }

    /**
     * Waits until the other side has it.
     *
     * @param path what to send
     * @param port where a {@link Receiver} waits
     * @return its checksum, which is the same at both ends
     * @throws NoSuchAlgorithmException if the JDK has no SHA-256
     */
    public String send(Path path, int port) throws NoSuchAlgorithmException {
        // snippet: send
        try (AsyncFile file = files.open(path);
                AsyncStream connection = files.over(sockets.connect("127.0.0.1", port))) {
            long length = file.size();
            connection.write(length + "\n");
            String mine = Sum.copy(file, connection, length);
            String theirs = connection.readLine().orElseThrow();
            if (!mine.equals(theirs)) throw new IllegalStateException("sent was " + mine + ", and " + theirs + " came");
            return mine;
        }
        // end
    }
}
