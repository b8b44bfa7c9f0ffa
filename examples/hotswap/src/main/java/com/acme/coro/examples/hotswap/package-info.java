/** Example: the function of a running server is replaced by hand, while clients use it. */
@RequireScheduler
package com.acme.coro.examples.hotswap;

import com.acme.coro.api.RequireScheduler;
