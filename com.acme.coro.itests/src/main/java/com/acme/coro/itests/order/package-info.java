/** Our bundles in any order, and without one another. */
package com.acme.coro.itests.order;
