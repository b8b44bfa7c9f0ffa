/** Example: version 3 of the meter, which cannot take over what version 2 leaves: it is here to be rolled back. */
@RequireScheduler
package com.acme.coro.examples.meter;

import com.acme.coro.api.RequireScheduler;
