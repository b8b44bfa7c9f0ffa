/** Coroutines that are seen as services under their names. */
package com.acme.coro.itests.names;
