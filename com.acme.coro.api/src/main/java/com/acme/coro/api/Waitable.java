package com.acme.coro.api;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Something that comes about once and then stays so, or that can be reset, and that a {@link Wait} can be made of.
 *
 * @param <T> what it brings when it has come about
 */
@ProviderType
public interface Waitable<T> {}
