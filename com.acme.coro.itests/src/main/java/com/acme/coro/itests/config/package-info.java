/** Schedulers as Config Admin and metatype know them. */
package com.acme.coro.itests.config;
