/**
 * What the meter is sent, and what it answers. It is a bundle of its own, so that these types stay what they are while the
 * meter's bundle is updated: messages that wait meanwhile need no conversion, and nobody who sends is touched.
 */
@Export
@Version("1.0.0")
@Transferable
package com.acme.coro.examples.meter.api;

import com.acme.coro.api.Transferable;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
