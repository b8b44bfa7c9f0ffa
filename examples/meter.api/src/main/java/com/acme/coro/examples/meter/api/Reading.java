package com.acme.coro.examples.meter.api;

/**
 * One reading.
 *
 * @param sensor who read it
 * @param number counts the readings of a sensor from 0
 * @param value what was read
 */
public record Reading(String sensor, long number, int value) {}
