/** The workloads of {@code coro bench}, written as users write: through the API alone. */
@com.acme.coro.api.RequireScheduler
package com.acme.coro.bench;
