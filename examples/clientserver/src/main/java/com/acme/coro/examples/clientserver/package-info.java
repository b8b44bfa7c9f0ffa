/** Example: a server, its clients, and a counter that needs no lock. */
@RequireScheduler
package com.acme.coro.examples.clientserver;

import com.acme.coro.api.RequireScheduler;
