/** Example: a stream that blocks, read without blocking anybody. */
@RequireScheduler
package com.acme.coro.examples.stdin;

import com.acme.coro.api.RequireScheduler;
