/** Example: a chat server and its guests: frames over sockets, and a channel between those who hear. */
@RequireScheduler
package com.acme.coro.examples.chat;

import com.acme.coro.api.RequireScheduler;
