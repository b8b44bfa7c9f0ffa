package com.acme.coro.codec;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroId;
import com.acme.coro.api.Location;
import com.acme.coro.api.channel.Channel;
import com.acme.coro.api.spi.Codec;
import com.acme.coro.api.spi.ReferenceGateway;
import com.acme.coro.api.standalone.CodecLimits;
import com.acme.coro.api.standalone.CodecProvider;
import java.util.Optional;
import java.util.ServiceLoader;

/** Codecs as a program without a framework gets them. */
final class Given {
    static final ClassLoader HERE = Given.class.getClassLoader();

    /** No reference leads anywhere. */
    private static final ReferenceGateway CLOSED = new ReferenceGateway() {
        @Override
        public void leaves(Coro coro) {}

        @Override
        public void leaves(Channel channel) {}

        @Override
        public Optional<Coro> arrives(CoroId id, String name, Location at) {
            return Optional.empty();
        }

        @Override
        public Optional<Channel> arrives(String name, Location at) {
            return Optional.empty();
        }
    };

    private Given() {}

    static Codec codec() {
        return codec(CodecLimits.DEFAULT, CLOSED);
    }

    static Codec codec(CodecLimits limits) {
        return codec(limits, CLOSED);
    }

    static Codec codec(ReferenceGateway border) {
        return codec(CodecLimits.DEFAULT, border);
    }

    private static Codec codec(CodecLimits limits, ReferenceGateway border) {
        return ServiceLoader.load(CodecProvider.class).findFirst().orElseThrow().open(limits, border);
    }

    static Object copy(Object value) {
        Codec codec = codec();
        return codec.read(codec.write(value), HERE);
    }
}
