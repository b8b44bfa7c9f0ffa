/** Values to bytes and back. Offers nothing but services. */
package com.acme.coro.codec;
