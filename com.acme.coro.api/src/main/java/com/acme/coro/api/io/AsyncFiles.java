package com.acme.coro.api.io;

import java.nio.file.OpenOption;
import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A service that opens files. A file belongs to the coroutine that opened it and ends with it; what a plain thread opened
 * belongs to the bundle, and is closed when that stops. Every bundle gets an instance of its own.
 */
@ProviderType
public interface AsyncFiles {
    /**
     * Opens a file. Suspends a coroutine, blocks a plain thread.
     *
     * @param path which
     * @param options as for {@link java.nio.channels.FileChannel#open(Path, OpenOption...)}; none: for reading
     * @return an open file
     * @throws IoFailedException if it cannot be opened
     */
    AsyncFile open(Path path, OpenOption... options);

    /**
     * A connection as a stream, for code that takes one. The connection is to be used through it alone from here on, and
     * is closed with it.
     *
     * @param socket an open connection
     * @return reads and writes on the connection
     */
    AsyncStream over(AsyncSocket socket);
}
