/**
 * Live code change by updating bundles: what became of it, and updates that are tried beforehand.
 *
 * <p>An update needs none of this: whoever updates a bundle swaps its functions. This is for those who want to know.
 *
 * <!-- snippet: com.acme.coro.itests/src/main/java/com/acme/coro/itests/examples/MeterTest.java#staged -->
 * <pre>{@code
 * SwapReport good = hotSwap.stage("examples.meter", two); // SWAPPED
 * SwapReport bad = hotSwap.stage("examples.meter", three); // REFUSED: nothing was changed
 * }</pre>
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package com.acme.coro.api.hotswap;
