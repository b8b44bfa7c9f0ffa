/**
 * Coroutines for OSGi containers: what every program compiles against.
 *
 * <p>A coroutine is written like a thread, waits like a thread and costs a fraction of one. Within one scheduler
 * only one coroutine runs at a time and it is switched only where it waits, so code between two waits needs no lock.
 *
 * <pre>{@code
 * @Component
 * public final class Client {
 *     @Activate
 *     public Client(@Reference Scheduler coros) {
 *         Coro server = coros.spawn("server", self -> {
 *             int sum = 0;
 *             while (true) {
 *                 sum += self.receive(Integer.class);
 *                 self.log().info("sum so far: {}", sum);
 *             }
 *         });
 *         coros.spawn("client", self -> {
 *             for (int i = 1; i <= 3; i++) {
 *                 self.sleep(Duration.ofMillis(500));
 *                 server.send(i);
 *             }
 *             return "done";
 *         });
 *     }
 * }
 * }</pre>
 *
 * <p><b>Memory consistency.</b> What happens before a {@code send}, {@code deliver}, {@code resume}, {@code raise} or
 * {@code spawn} <i>happens-before</i> the wait that it ends, or the first turn that it causes. What happens in a
 * coroutine <i>happens-before</i> the return of a {@code join} that waits for it, and the receipt of its {@link
 * com.acme.coro.api.Exit}. Turns of one scheduler <i>happen-before</i> one another in the order in which they run.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package com.acme.coro.api;
