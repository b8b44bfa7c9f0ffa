/** What can be seen of coroutines: events, log, flight recorder. */
package com.acme.coro.itests.observe;
