package com.acme.coro.examples.meter.api;

import com.acme.coro.api.Coro;

/**
 * Asks for the figures so far.
 *
 * @param replyTo gets {@link Figures}
 */
public record Query(Coro replyTo) {}
