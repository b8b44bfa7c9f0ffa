/** Example: a report out of a database, whose data source is a service. */
@RequireScheduler
package com.acme.coro.examples.report;

import com.acme.coro.api.RequireScheduler;
