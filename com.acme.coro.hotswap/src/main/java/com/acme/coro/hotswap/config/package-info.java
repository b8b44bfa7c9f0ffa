/** The configuration of hot swaps, as Config Admin and metatype know it. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package com.acme.coro.hotswap.config;
