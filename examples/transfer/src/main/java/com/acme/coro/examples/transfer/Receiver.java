package com.acme.coro.examples.transfer;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.io.AsyncFile;
import com.acme.coro.api.io.AsyncFiles;
import com.acme.coro.api.io.AsyncServerSocket;
import com.acme.coro.api.io.AsyncStream;
import java.nio.file.Path;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Takes a file from a connection: a line with its length, its bytes; answers with a line that has their checksum. */
@Component(service = Receiver.class)
public final class Receiver {
    private final Scheduler coros;
    private final AsyncFiles files;

    /**
     * For the component runtime.
     *
     * @param coros runs it
     * @param files where the bytes go
     */
    @Activate
    public Receiver(@Reference Scheduler coros, @Reference AsyncFiles files) {
        this.coros = coros;
        this.files = files;
    }

    /**
     * Starts to wait for one file.
     *
     * @param server where it comes
     * @param to the file to make
     * @return the coroutine that does; its value is the checksum of what came
     */
    public Coro receive(AsyncServerSocket server, Path to) {
        // snippet: receive
        return coros.spawn("receiver", self -> {
            try (AsyncStream connection = files.over(server.accept());
                    AsyncFile file = files.open(to, CREATE, WRITE)) {
                long length = Long.parseLong(connection.readLine().orElseThrow());
                String sum = Sum.copy(connection, file, length);
                connection.write(sum + "\n");
                return sum;
            }
        });
        // end
    }
}
