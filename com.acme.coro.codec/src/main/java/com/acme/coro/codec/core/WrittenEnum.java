package com.acme.coro.codec.core;

import java.util.List;

/**
 * An enum's type as it was written.
 *
 * @param names its names, the present one first
 */
record WrittenEnum(List<String> names) {}
