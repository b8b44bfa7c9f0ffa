package com.acme.coro.examples.pipe;

import com.acme.coro.api.io.AsyncFile;
import com.acme.coro.api.io.AsyncFiles;
import com.acme.coro.api.io.AsyncPipe;
import com.acme.coro.api.io.AsyncPipes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The checksum of a file, by a program that reads it from a pipe. */
@Component(service = Checksum.class)
public final class Checksum {
    /** One line comes. */
    private static final int LIMIT = 1000;

    private final AsyncFiles files;
    private final AsyncPipes pipes;

    /**
     * For the component runtime.
     *
     * @param files opens what is summed
     * @param pipes starts the program
     */
    @Activate
    public Checksum(@Reference AsyncFiles files, @Reference AsyncPipes pipes) {
        this.files = files;
        this.pipes = pipes;
    }

    /**
     * Waits for the program.
     *
     * @param path a file of any length: no more than a piece of it is in memory
     * @return its SHA-256, in hexadecimal digits
     */
    public String of(Path path) {
        // snippet: checksum
        try (AsyncFile file = files.open(path);
                AsyncPipe program = pipes.start("sha256sum")) {
            AsyncPipe.Finished done = program.communicate(file, LIMIT);
            String said = new String(done.output(), StandardCharsets.US_ASCII); // the sum, and a dash for its input
            if (done.status() != 0) throw new IllegalStateException("sha256sum failed: " + done.status());
            return said.substring(0, said.indexOf(' '));
        }
        // end
    }
}
