/** Bundles with functions are updated while coroutines run. */
package com.acme.coro.itests.hotswap;
