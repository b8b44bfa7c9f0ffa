/**
 * A runtime without a framework: for tests, and for programs that are no OSGi container. The scheduler and codec jars on
 * the class path are found with a {@link java.util.ServiceLoader}.
 *
 * <!-- snippet: com.acme.coro.conformance/src/test/java/com/acme/coro/guide/StandaloneTest.java#standalone -->
 * <pre>{@code
 * CoroRuntimeProvider provider =
 *         ServiceLoader.load(CoroRuntimeProvider.class).findFirst().orElseThrow();
 * try (CoroRuntime runtime = provider.open(RuntimeSettings.DEFAULT)) {
 *     Scheduler coros = runtime.scheduler("default");
 *     Coro greeter = coros.spawn("greeter", self -> self.receive());
 *     greeter.send("hello");
 *     return greeter.value(); // blocks the calling thread
 * } // every coroutine has ended when it is closed
 * }</pre>
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package com.acme.coro.api.standalone;
