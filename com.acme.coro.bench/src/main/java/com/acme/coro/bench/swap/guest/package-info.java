/** What the bundle consists of that `coro bench swap` updates: carried as class files, never run from here. */
@com.acme.coro.api.Transferable
package com.acme.coro.bench.swap.guest;
