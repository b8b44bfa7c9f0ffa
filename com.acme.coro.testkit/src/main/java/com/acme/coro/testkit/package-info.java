/**
 * Tests of programs made of coroutines, without a container: a runtime for each test, virtual time, loop-back
 * references, and assertions of order.
 *
 * <pre>{@code
 * class ClockTest {
 *     @CoroTest
 *     void shouldTickThreeTimes(Scheduler coros, VirtualTime time, Refs refs) {
 *         List<Duration> ticks = new ArrayList<>();
 *         Coro clock = refs.ref(coros.spawn("clock", self -> {
 *             for (int i = 0; i < 3; i++) {
 *                 self.sleep(Duration.ofSeconds(1));
 *                 ticks.add(time.elapsed());
 *             }
 *             return null;
 *         }));
 *
 *         time.advance(Duration.ofSeconds(3));
 *
 *         assertEquals(new Outcome.Returned(null), clock.join());
 *         assertEquals(List.of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3)), ticks);
 *     }
 * }
 * }</pre>
 *
 * <p>The runtime is found with a {@link java.util.ServiceLoader}: put {@code com.acme.coro.scheduler} on the test class
 * path, and start the JVM with {@code --add-opens java.base/java.lang=ALL-UNNAMED} to run on both kinds of carriers.
 *
 * <p>With {@code com.acme.coro.io} on the test class path, too, a test may ask for sockets, files, programs and database
 * cursors ({@link com.acme.coro.api.io.AsyncSockets} and so on); they go with real time. Swaps are made by
 * {@link com.acme.coro.api.spi.SwapControl}; the updates of bundles need a framework.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package com.acme.coro.testkit;
