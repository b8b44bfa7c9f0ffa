/** Example: a socket that looks like a file, and checksums at both ends of it. */
@RequireScheduler
package com.acme.coro.examples.transfer;

import com.acme.coro.api.RequireScheduler;
