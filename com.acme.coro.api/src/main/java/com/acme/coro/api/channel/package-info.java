/**
 * Channels: a message sent once reaches every subscriber's mailbox.
 *
 * <pre>{@code
 * Channel numbers = channels.create("numbers");
 * Coro sum = coros.spawn("sum", self -> {
 *     numbers.subscribe(self.coro());
 *     int total = 0;
 *     while (self.receive() instanceof Integer i && i >= 0) total += i;
 *     return total;
 * });
 * coros.spawn("source", self -> {
 *     numbers.deliver(1, 1, Duration.ofSeconds(5));     // waits for the first subscriber
 *     numbers.send(2);
 *     return numbers.send(-1);
 * });
 * }</pre>
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package com.acme.coro.api.channel;
