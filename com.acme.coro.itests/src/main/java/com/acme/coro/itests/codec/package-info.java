/** Values that go from one revision of a bundle to the next. */
package com.acme.coro.itests.codec;
