/** What the {@code coro} command has inside its container; of no use in any other. */
package com.acme.coro.launcher.inside;
