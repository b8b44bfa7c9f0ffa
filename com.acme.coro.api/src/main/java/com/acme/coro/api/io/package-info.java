/**
 * Input and output in the plain blocking style: each call that waits suspends its coroutine alone, and blocks a plain
 * thread.
 *
 * <pre>{@code
 * coros.spawn("server", self -> {
 *     try (AsyncServerSocket server = sockets.listen(ListenSpec.on("localhost", 7000))) {
 *         while (true) {
 *             AsyncSocket connection = server.accept();
 *             coros.spawn("connection", each -> {
 *                 try (connection) {
 *                     for (var line = connection.readLine(); line.isPresent(); line = connection.readLine()) {
 *                         connection.sendAll((line.get() + "\n").getBytes(StandardCharsets.UTF_8));
 *                     }
 *                 }
 *                 return null;
 *             });
 *         }
 *     }
 * });
 * }</pre>
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package com.acme.coro.api.io;
