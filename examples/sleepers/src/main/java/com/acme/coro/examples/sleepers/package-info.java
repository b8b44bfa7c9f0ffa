/** Example: coroutines that sleep at the same time. */
@RequireScheduler
package com.acme.coro.examples.sleepers;

import com.acme.coro.api.RequireScheduler;
