/** Example: a server whose connections stay while its bundle is updated. */
@RequireScheduler
package com.acme.coro.examples.switchboard;

import com.acme.coro.api.RequireScheduler;
