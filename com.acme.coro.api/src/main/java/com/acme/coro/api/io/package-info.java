/**
 * Input and output in the plain blocking style: each call that waits suspends its coroutine alone, and blocks a plain
 * thread.
 *
 * <!-- snippet: com.acme.coro.io/src/test/java/com/acme/coro/io/net/NetworkGuideTest.java#server -->
 * <pre>{@code
 * private static void serve(Scheduler coros, AsyncServerSocket server) {
 *     coros.spawn("accept", self -> {
 *         self.daemon(true);
 *         while (true) {
 *             AsyncSocket connection = server.accept();
 *             coros.spawn("connection", each -> {
 *                 try (connection) {
 *                     for (var line = connection.readLine(); line.isPresent(); line = connection.readLine()) {
 *                         connection.sendAll((line.get() + "!\n").getBytes(StandardCharsets.UTF_8));
 *                     }
 *                 }
 *                 return null;
 *             });
 *         }
 *     });
 * }
 * }</pre>
 *
 * <!-- snippet: com.acme.coro.io/src/test/java/com/acme/coro/io/net/NetworkGuideTest.java#client -->
 * <pre>{@code
 * Coro client = coros.spawn("client", self -> {
 *     try (AsyncSocket s = sockets.connect("localhost", port)) {
 *         s.sendAll("hello\n".getBytes(StandardCharsets.UTF_8));
 *         return s.readLine().orElseThrow();
 *     }
 * });
 * }</pre>
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package com.acme.coro.api.io;
