package com.acme.coro.api.standalone;

import com.acme.coro.api.spi.Codec;
import com.acme.coro.api.spi.ReferenceGateway;
import org.osgi.annotation.versioning.ProviderType;

/** Found with a {@link java.util.ServiceLoader} where there is no framework. */
@ProviderType
public interface CodecProvider {
    /**
     * Makes a codec.
     *
     * @param limits what it writes and reads at most
     * @param border where references pass
     * @return a codec of its own
     */
    Codec open(CodecLimits limits, ReferenceGateway border);
}
