/** Example: one message, several receivers. */
@RequireScheduler
package com.acme.coro.examples.channel;

import com.acme.coro.api.RequireScheduler;
