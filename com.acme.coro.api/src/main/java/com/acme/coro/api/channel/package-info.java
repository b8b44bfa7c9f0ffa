/**
 * Channels: a message sent once reaches every subscriber's mailbox.
 *
 * <!-- snippet: com.acme.coro.conformance/src/test/java/com/acme/coro/guide/SharingTest.java#locate-channel -->
 * <pre>{@code
 * Coro listener = coros.spawn("listener", self -> {
 *     Channel news = channels.locate("news", Duration.ofSeconds(5)); // waits until it is made
 *     news.subscribe(self.coro());
 *     return self.receive();
 * });
 * Coro announcer = coros.spawn("announcer", self -> {
 *     Channel news = channels.create("news");
 *     return news.deliver("it rains", 1, Duration.ofSeconds(5));
 * });
 * }</pre>
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package com.acme.coro.api.channel;
