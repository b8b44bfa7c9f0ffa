/** Makes coroutines survive the update of their bundle. Knows the scheduler and the codec by their services only. */
package com.acme.coro.hotswap;
