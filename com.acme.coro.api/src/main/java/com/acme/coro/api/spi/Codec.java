package com.acme.coro.api.spi;

import org.osgi.annotation.versioning.ConsumerType;

/** Values to bytes and back, between revisions of a bundle and between processes. */
@ConsumerType
public interface Codec {
    /**
     * Writes a value.
     *
     * @param value any value of a type that was declared
     * @return its bytes
     * @throws com.acme.coro.api.CoroException if the value, or part of it, cannot be written; says which part
     */
    byte[] write(Object value);

    /**
     * Reads a value.
     *
     * @param bytes what {@link #write} made, here or elsewhere
     * @param revision the bundle revision whose types are to be used
     * @return the value
     * @throws com.acme.coro.api.CoroException if the bytes do not fit the types of that revision, or exceed a limit
     */
    Object read(byte[] bytes, ClassLoader revision);
}
