/**
 * For bundles that provide a part of Coro, or extend it. Programs do without.
 *
 * <p>A wait for something outside the scheduler is made of a {@link com.acme.coro.api.spi.Waiter}. (What a library
 * offers as a stage is awaited with {@link com.acme.coro.api.Self#await}.)
 *
 * <pre>{@code
 * Waiter<Integer> waiter = parking.waiter("read from " + address);
 * readers.add(waiter);                                   // whoever has bytes calls waiter.complete(n)
 * Optional<Integer> n = waiter.await(timeout, () -> readers.remove(waiter));
 * }</pre>
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package com.acme.coro.api.spi;
