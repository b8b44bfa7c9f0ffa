/**
 * What the bundles of this project need from one another. Not for users' programs.
 *
 * <p>A wait that belongs to a thing outside the scheduler is made of a {@link com.acme.coro.api.spi.Waiter}:
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
