/** Functions that bundles offer as services, and the coroutines of them. */
package com.acme.coro.itests.functions;
