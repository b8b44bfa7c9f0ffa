/**
 * Locks for coroutines, and threads for calls that block.
 *
 * <!-- snippet: com.acme.coro.conformance/src/test/java/com/acme/coro/guide/SharingTest.java#lock -->
 * <pre>{@code
 * CoroLock pen = locks.lock();
 * for (String writer : List.of("ada", "ben")) {
 *     coros.spawn(writer, self -> {
 *         pen.acquire(); // in the order in which they asked
 *         try {
 *             written.add(writer + " begins");
 *             self.sleep(Duration.ofSeconds(1)); // others run here, and do not get the pen
 *             written.add(writer + " ends");
 *         } finally {
 *             pen.release();
 *         }
 *         return null;
 *     });
 * }
 * }</pre>
 *
 * <p>Waiters are served in the order in which they came, and what is released is handed to the first of them: nobody
 * can step in between. A waiter that is terminated, or whose time is up, leaves the queue. What a coroutine holds when
 * it ends is released, with a log line that names it.
 *
 * <p>Acquiring needs a coroutine, of any scheduler: a plain thread gets a {@link
 * com.acme.coro.api.NotInCoroutineException}. A negative timeout is refused; zero does not wait. What happens before a
 * release or a set <i>happens-before</i> the return of the acquire or wait that it makes possible.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package com.acme.coro.api.sync;
