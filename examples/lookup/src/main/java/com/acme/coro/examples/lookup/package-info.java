/** Example: another bundle's coroutine, found as a service. */
@RequireScheduler
package com.acme.coro.examples.lookup;

import com.acme.coro.api.RequireScheduler;
