package com.acme.coro.bench;

import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Self;
import com.acme.coro.api.channel.Channels;

/**
 * What a workload has to work with.
 *
 * @param driver the coroutine that drives the workload and takes the times, one among the others
 * @param scheduler runs all of them
 * @param channels makes channels
 * @param n how much there is to do
 */
record Stage(Self driver, Scheduler scheduler, Channels channels, int n) {}
