package com.acme.coro.api.io;

import com.acme.coro.api.Handle;
import org.osgi.annotation.versioning.ProviderType;

/** Keys and trust that were read and checked, for connections to come. Any number may share one. */
@ProviderType
public interface Tls extends Handle {
    /**
     * Where they come from.
     *
     * @return what this was made of, or last replaced with
     */
    TlsSpec spec();

    /**
     * Reads the files again. Handshakes from now on use what they hold; connections that are there go on. If something
     * is wrong, nothing changes.
     *
     * @throws TlsMaterialException if a key or certificate cannot be used
     */
    void reload();

    /**
     * Takes other keys and trust. Handshakes from now on use them; connections that are there go on. If something is
     * wrong, nothing changes.
     *
     * @param spec what to read, and what to ask of the other side
     * @throws TlsMaterialException if a key or certificate cannot be used
     */
    void replace(TlsSpec spec);
}
