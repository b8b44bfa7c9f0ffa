package com.acme.coro.api;

import org.osgi.annotation.versioning.ProviderType;

/** Something that comes about once and then stays so, or that can be reset, and that a {@link Wait} can be made of. */
@ProviderType
public interface Waitable {}
