/**
 * For bundles that provide a part of Coro, or extend it. Programs do without.
 *
 * <p>A wait for something outside the scheduler is made of a {@link com.acme.coro.api.spi.Waiter}. (What a library
 * offers as a stage is awaited with {@link com.acme.coro.api.Self#await}.)
 *
 * <!-- snippet: com.acme.coro.conformance/src/test/java/com/acme/coro/guide/ExtendingTest.java#waiter -->
 * <pre>{@code
 * static final class Bell {
 *     private final Parking parking;
 *     private final Queue<Waiter<Integer>> waiters = new ConcurrentLinkedQueue<>();
 *
 *     Bell(Parking parking) {
 *         this.parking = parking;
 *     }
 *
 *     Optional<Integer> await(Duration timeout) { // suspends a coroutine, blocks any other thread
 *         Waiter<Integer> waiter = parking.waiter("the bell");
 *         waiters.add(waiter);
 *         return waiter.await(timeout, () -> waiters.remove(waiter));
 *     }
 *
 *     void ring(int times) {
 *         for (var w = waiters.poll(); w != null; w = waiters.poll()) w.complete(times);
 *     }
 * }
 * }</pre>
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package com.acme.coro.api.spi;
