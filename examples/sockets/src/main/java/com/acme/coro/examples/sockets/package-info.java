/** Example: a server of sockets, and ten clients. */
@RequireScheduler
package com.acme.coro.examples.sockets;

import com.acme.coro.api.RequireScheduler;
