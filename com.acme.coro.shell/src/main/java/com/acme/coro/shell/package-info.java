/**
 * Commands for Gogo, in Felix and in Karaf: {@code coro:list} and the rest. They ask the services of {@link
 * com.acme.coro.api.spi} and print what these say, without any logic of their own.
 */
package com.acme.coro.shell;
