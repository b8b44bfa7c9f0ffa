/** Example: messages of one kind first. */
@RequireScheduler
package com.acme.coro.examples.categories;

import com.acme.coro.api.RequireScheduler;
