package com.acme.coro.api.hotswap;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** A service: how functions were swapped by updates of their bundles, and updates that are tried first. */
@ProviderType
public interface HotSwap {
    /**
     * Updates a bundle if the new version can take over its coroutines, and changes nothing otherwise. The new version
     * is installed beside the old one under another name, without being started: it has to resolve; the classes that
     * its components offer as functions have to load, and those with a public constructor without parameters to
     * construct; it has to offer every function that has coroutines, as far as components offer them. Then the
     * coroutines make way, and it has to take their states, arguments and messages. After that it is taken away again,
     * and the bundle is updated; an update that then fails all the same is rolled back like any other.
     *
     * <p>Blocks until it is over, also a coroutine with its scheduler: call it from a plain thread.
     *
     * @param bundleOrFunction a function's name, a bundle's symbolic name, or its id
     * @param jar the new version
     * @return what became of it: {@link SwapReport.Result#REFUSED} with a reason if nothing was changed
     * @throws IllegalArgumentException if there is no such function or bundle, or more than one
     * @throws java.io.UncheckedIOException if the jar cannot be read
     */
    SwapReport stage(String bundleOrFunction, Path jar);

    /**
     * The same with a jar from elsewhere.
     *
     * @param bundleOrFunction a function's name, a bundle's symbolic name, or its id
     * @param jar the new version; read to its end, not closed
     * @return what became of it
     * @throws IllegalArgumentException if there is no such function or bundle, or more than one
     * @throws java.io.UncheckedIOException if the jar cannot be read
     */
    SwapReport stage(String bundleOrFunction, InputStream jar);

    /**
     * The last swaps.
     *
     * @return the oldest first
     */
    List<SwapReport> reports();

    /**
     * One of the last swaps.
     *
     * @param id of its report
     * @return empty if there is none, or not any more
     */
    Optional<SwapReport> report(long id);

    /**
     * The functions that bundles offer, and those whose coroutines wait for a bundle to come back.
     *
     * @return a snapshot, by name; those of one name by bundle
     */
    List<FunctionVersion> functions();

    /**
     * Looks which revisions of bundles that coroutines have left are still in memory, after asking for a collection of
     * garbage. Takes some time, 2 s at most; blocks the calling thread.
     *
     * @return none, if nothing holds on to what was left
     */
    List<Leak> leaks();
}
