/** Example: a small web server. */
@RequireScheduler
package com.acme.coro.examples.web;

import com.acme.coro.api.RequireScheduler;
