/** Example: a function that is replaced, by an update of its bundle, while its coroutine runs. */
@RequireScheduler
package com.acme.coro.examples.meter;

import com.acme.coro.api.RequireScheduler;
