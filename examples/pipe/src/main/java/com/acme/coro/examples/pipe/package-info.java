/** Example: programs of the system do the work, coroutines wait for it. */
@RequireScheduler
package com.acme.coro.examples.pipe;

import com.acme.coro.api.RequireScheduler;
