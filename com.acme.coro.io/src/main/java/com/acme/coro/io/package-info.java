/** Sockets, TLS, files, pipes and database cursors. Offers nothing but services. */
package com.acme.coro.io;
