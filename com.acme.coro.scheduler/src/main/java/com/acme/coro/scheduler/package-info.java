/** Runs coroutines. Offers nothing but services. */
@org.osgi.annotation.bundle.Capability(
        namespace = "osgi.implementation",
        name = com.acme.coro.api.CoroConstants.SCHEDULER_IMPLEMENTATION,
        version = com.acme.coro.api.CoroConstants.SCHEDULER_VERSION,
        uses = {com.acme.coro.api.Scheduler.class})
package com.acme.coro.scheduler;
