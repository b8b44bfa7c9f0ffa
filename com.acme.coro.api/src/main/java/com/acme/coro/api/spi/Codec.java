package com.acme.coro.api.spi;

import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Values to bytes and back: between revisions of a bundle in one process ({@link #pack}), and between processes ({@link
 * #write}). From any thread; nothing of it waits.
 *
 * <p>Types travel by their registered names ({@link com.acme.coro.api.Transferable}). Nothing of a codec keeps a class
 * loader alive.
 */
@ProviderType
public interface Codec {
    /**
     * Writes a value for another process.
     *
     * @param value any value of types that were declared, or null
     * @return its bytes
     * @throws com.acme.coro.api.NotTransferableException if the value, or part of it, cannot be written
     */
    byte[] write(Object value);

    /**
     * Reads what {@link #write} made, here or elsewhere.
     *
     * @param bytes of any origin
     * @param revision the bundle revision whose types are to be used
     * @return the value
     * @throws com.acme.coro.api.UnreadableException if the bytes do not fit the types of that revision, or exceed a
     *     limit
     */
    Object read(byte[] bytes, ClassLoader revision);

    /**
     * Takes a value off a bundle revision. Things of this process ({@link com.acme.coro.api.Handle}), and objects of
     * other revisions that are no data, stay what they are.
     *
     * @param value any value, or null
     * @param revision which is going away
     * @return holds no class of that revision
     * @throws com.acme.coro.api.NotTransferableException if the value holds something of that revision that cannot be
     *     written
     */
    Packed pack(Object value, ClassLoader revision);

    /**
     * Makes a value of the types of a revision.
     *
     * @param packed what {@link #pack} made
     * @param revision whose types are to be used
     * @return the value, and what it does not have of the one that was packed
     * @throws com.acme.coro.api.UnreadableException if it does not fit the types of that revision
     */
    Unpacked unpack(Packed packed, ClassLoader revision);

    /**
     * Whether a value is, or holds, an object of certain classes. Looks into records, collections, maps, arrays,
     * optionals and the causes of throwables, and at a lambda's class but not at what it has captured.
     *
     * @param value any value, or null
     * @param loaders which classes, by their loaders; not asked for the JDK's
     * @return true if so, or if the value is too large to tell
     */
    boolean reaches(Object value, Predicate<ClassLoader> loaders);

    /**
     * The things of this process that a value holds: handles, and what else can be closed. Looks where {@link #reaches}
     * does.
     *
     * @param value any value, or null
     * @return each once, in the order found
     */
    List<Object> handles(Object value);

    /**
     * Makes declared types known by all their names where they are not found by themselves: outside a framework, under
     * another name than that of their class. What is written is known from then on, too.
     *
     * @param types declared types, each for the revision that it belongs to
     * @throws IllegalArgumentException if one is not declared
     */
    void declare(Class<?>... types);

    /**
     * Forgets all about a revision.
     *
     * @param revision one that is no longer used
     */
    void forget(ClassLoader revision);

    /**
     * A value in the types of a revision.
     *
     * @param value the value, or null
     * @param differences one sentence for each component that was left out, since the type there has none of its names, and
     *     for each that was not among the bytes and is therefore empty; none if everything has come along
     */
    record Unpacked(Object value, List<String> differences) {
        /** Copies the list. */
        public Unpacked {
            differences = List.copyOf(differences);
        }
    }

    /**
     * A value without its classes.
     *
     * @param bytes what could be written
     * @param handles what stays as it is, by its index in the bytes
     * @param type the value's registered name, or its class's name, for display
     */
    record Packed(byte[] bytes, List<Object> handles, String type) {
        /** Copies the list, not the bytes; refuses null. */
        public Packed {
            Objects.requireNonNull(bytes, "bytes");
            handles = List.copyOf(handles);
            Objects.requireNonNull(type, "type");
        }

        @Override
        public String toString() {
            return type + " (" + bytes.length + " bytes, " + handles.size() + " handles)";
        }
    }
}
