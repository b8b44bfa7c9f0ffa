/** What runs in the bundles that tests make: each bundle has its own copy of these classes. */
package com.acme.coro.itests.code;
