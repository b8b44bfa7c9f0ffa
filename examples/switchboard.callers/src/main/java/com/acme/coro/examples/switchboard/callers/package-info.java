/** Example: those who talk to the switchboard over TLS, and go on talking while its bundle is updated. */
@RequireScheduler
package com.acme.coro.examples.switchboard.callers;

import com.acme.coro.api.RequireScheduler;
