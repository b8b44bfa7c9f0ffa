package com.acme.coro.codec.core;

import com.acme.coro.api.spi.ReferenceGateway;
import com.acme.coro.api.standalone.CodecLimits;

/** What writing and reading take. */
record CodecParts(Shapes shapes, Known known, CodecLimits limits, ReferenceGateway border) {}
