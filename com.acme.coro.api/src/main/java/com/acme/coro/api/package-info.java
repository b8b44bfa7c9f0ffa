/**
 * Coroutines for OSGi containers: what every program compiles against.
 *
 * <p>A coroutine is written like a thread, waits like a thread and costs a fraction of one. Within one scheduler
 * only one coroutine runs at a time and it is switched only where it waits, so code between two waits needs no lock.
 * A scheduler is a service: a component has it by {@code @Reference Scheduler coros}.
 *
 * <!-- snippet: com.acme.coro.conformance/src/test/java/com/acme/coro/guide/MessagesTest.java#server -->
 * <pre>{@code
 * Coro meter = coros.spawn("meter", self -> {
 *     int total = 0;
 *     while (true) {
 *         switch (self.receive()) {
 *             case Reading reading -> total += reading.value();
 *             case Query query -> query.replyTo().send(total);
 *             default -> self.unhandled(); // a dead letter: logged, with its reason
 *         }
 *     }
 * });
 * }</pre>
 *
 * <!-- snippet: com.acme.coro.conformance/src/test/java/com/acme/coro/guide/MessagesTest.java#ask -->
 * <pre>{@code
 * meter.send(new Reading("kitchen", 20));
 * meter.send(new Reading("cellar", 12));
 * Object total = meter.ask(Query::new, Duration.ofSeconds(1)); // 32
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
