package com.acme.coro.examples.hotswap;

/**
 * What was paid.
 *
 * @param cents how much
 */
record Receipt(int cents) {}
