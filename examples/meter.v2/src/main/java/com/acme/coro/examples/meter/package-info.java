/** Example: version 2 of the meter, which keeps the least and the greatest value too. */
@RequireScheduler
package com.acme.coro.examples.meter;

import com.acme.coro.api.RequireScheduler;
