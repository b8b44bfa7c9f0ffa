/**
 * Live code change by updating bundles: what became of it, and updates that are tried beforehand.
 *
 * <p>An update needs none of this: whoever updates a bundle swaps its functions. This is for those who want to know.
 *
 * <pre>{@code
 * SwapReport report = hotSwap.stage("meter", Path.of("meter-2.jar"));
 * if (report.result() != SwapReport.Result.SWAPPED) log.warn("still the old meter: {}", report.reason());
 * }</pre>
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package com.acme.coro.api.hotswap;
