/** What the live tests hold on to: the container they run in, and bundles that they make themselves. */
package com.acme.coro.itests.container;
