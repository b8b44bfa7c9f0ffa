/** Input and output in a live container: what belongs to whom, and what ends with what. */
package com.acme.coro.itests.io;
