/** Example: datagrams, which may get lost, and are sent again then. */
@RequireScheduler
package com.acme.coro.examples.datagrams;

import com.acme.coro.api.RequireScheduler;
