package com.acme.coro.bench.swap.guest;

/**
 * What one version of the counter hands over to the next.
 *
 * @param handled how many messages were handled
 * @param ballast as much as is to be carried
 */
public record Count(long handled, byte[] ballast) {}
