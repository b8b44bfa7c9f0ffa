/**
 * Coroutines that watch over others: supervisors restart them when they fail, scopes hold them together.
 *
 * <!-- snippet: com.acme.coro.conformance/src/test/java/com/acme/coro/guide/SupervisingTest.java#supervisor -->
 * <pre>{@code
 * Supervisor plant = supervisors.start(SupervisorSpec.named("plant", Strategy.ONE_FOR_ONE)
 *         .intensity(3, Duration.ofSeconds(10)) // gives up at the 4th restart within 10 s
 *         .child(ChildSpec.of("pump", self -> pump(self)))
 *         .child(ChildSpec.of("report", self -> "all is well").restart(Restart.TRANSIENT)));
 * Coro pump = plant.child("pump").orElseThrow();
 * }</pre>
 *
 * <!-- snippet: com.acme.coro.conformance/src/test/java/com/acme/coro/guide/SupervisingTest.java#scope -->
 * <pre>{@code
 * try (Scope both = supervisors.scope("both")) {
 *     Coro left = both.spawn("left", child -> 20);
 *     Coro right = both.spawn("right", child -> 22);
 *     both.join(); // throws the first failure; the other child was cancelled then
 *     return (Integer) left.value() + (Integer) right.value();
 * } // nobody is left when the block is
 * }</pre>
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package com.acme.coro.api.supervise;
