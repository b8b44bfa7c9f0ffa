/** Example: version 2 of the switchboard, which answers in capitals. */
@RequireScheduler
package com.acme.coro.examples.switchboard;

import com.acme.coro.api.RequireScheduler;
