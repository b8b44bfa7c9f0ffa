/** {@code coro bench swap}: a bundle is updated while its coroutine handles messages. */
package com.acme.coro.bench.swap;
