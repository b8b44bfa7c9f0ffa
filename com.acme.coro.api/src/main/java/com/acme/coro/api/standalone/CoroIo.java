package com.acme.coro.api.standalone;

import com.acme.coro.api.io.AsyncDbCursors;
import com.acme.coro.api.io.AsyncFiles;
import com.acme.coro.api.io.AsyncPipes;
import com.acme.coro.api.io.AsyncSockets;
import org.osgi.annotation.versioning.ProviderType;

/** Input and output of a program without a framework. From any thread. */
@ProviderType
public interface CoroIo extends AutoCloseable {
    /**
     * Sockets and TLS.
     *
     * @return always the same
     */
    AsyncSockets sockets();

    /**
     * Files.
     *
     * @return always the same
     */
    AsyncFiles files();

    /**
     * Programs.
     *
     * @return always the same
     */
    AsyncPipes pipes();

    /**
     * Cursors of databases, each opened with its data source: there is no directory of names.
     *
     * @return always the same
     */
    AsyncDbCursors cursors();

    /** Closes everything that is open, and ends the programs. To be called before the runtime is closed. */
    @Override
    void close();
}
