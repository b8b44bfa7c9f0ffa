/**
 * A runtime without a framework: for tests, and for programs that are no OSGi container. The scheduler and codec jars on
 * the class path are found with a {@link java.util.ServiceLoader}.
 *
 * <pre>{@code
 * CoroRuntimeProvider provider =
 *         ServiceLoader.load(CoroRuntimeProvider.class).findFirst().orElseThrow();
 * try (CoroRuntime runtime = provider.open(RuntimeSettings.DEFAULT)) {
 *     Scheduler coros = runtime.scheduler("default");
 *     coros.spawn("clock", self -> self.sleep(Duration.ofSeconds(1)));
 *     coros.finish();
 * }
 * }</pre>
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package com.acme.coro.api.standalone;
