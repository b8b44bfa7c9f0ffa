/**
 * Coroutines that watch over others: supervisors restart them when they fail, scopes hold them together.
 *
 * <pre>{@code
 * Supervisor plant = supervisors.start(
 *         SupervisorSpec.named("plant", Strategy.ONE_FOR_ONE)
 *                 .child(ChildSpec.of("pump", self -> pump(self)))
 *                 .child(ChildSpec.of("valve", self -> valve(self)).restart(Restart.TRANSIENT)));
 *
 * try (Scope both = supervisors.scope("both")) {
 *     Coro a = both.spawn("a", self -> left());
 *     Coro b = both.spawn("b", self -> right());
 *     both.join();                                // throws the first failure; the other was cancelled then
 *     use(a.value(), b.value());
 * }
 * }</pre>
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package com.acme.coro.api.supervise;
