/** Whose coroutines are whose, and what becomes of them when their bundle goes. */
package com.acme.coro.itests.bundles;
