package com.acme.coro.examples.hotswap;

import com.acme.coro.api.Coro;

/**
 * Somebody buys something.
 *
 * @param cents its price
 * @param buyer gets a {@link Receipt}
 */
record Purchase(int cents, Coro buyer) {}
