package com.acme.coro.codec.standalone;

import com.acme.coro.api.spi.Codec;
import com.acme.coro.api.spi.ReferenceGateway;
import com.acme.coro.api.standalone.CodecLimits;
import com.acme.coro.api.standalone.CodecProvider;
import com.acme.coro.codec.core.CborCodec;
import java.util.Optional;

/** Found by the service loader. */
public final class StandaloneProvider implements CodecProvider {
    @Override
    public Codec open(CodecLimits limits, ReferenceGateway border) {
        return new CborCodec(limits, revision -> Optional.empty(), border);
    }
}
