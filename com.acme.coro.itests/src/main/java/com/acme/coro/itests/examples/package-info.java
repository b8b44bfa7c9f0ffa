/** The examples, live. */
package com.acme.coro.itests.examples;
