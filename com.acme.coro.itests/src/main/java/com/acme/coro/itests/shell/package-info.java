/** The commands, as Gogo runs them. */
package com.acme.coro.itests.shell;
