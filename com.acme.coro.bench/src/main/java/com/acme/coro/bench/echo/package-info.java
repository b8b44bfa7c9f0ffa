/** Servers that echo, for a load generator: {@code coro bench echo} and {@code coro bench echo-tls}. */
package com.acme.coro.bench.echo;
