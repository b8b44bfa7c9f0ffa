/** Example: those who send to the meter, and go on sending while its bundle is updated. */
@RequireScheduler
package com.acme.coro.examples.meter.sensors;

import com.acme.coro.api.RequireScheduler;
