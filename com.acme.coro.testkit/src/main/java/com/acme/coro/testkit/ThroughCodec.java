package com.acme.coro.testkit;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroId;
import com.acme.coro.api.Exit;
import com.acme.coro.api.Location;
import com.acme.coro.api.NotTransferableException;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.channel.Channel;
import com.acme.coro.api.spi.Codec;
import com.acme.coro.api.spi.ReferenceGateway;
import com.acme.coro.api.standalone.CodecLimits;
import com.acme.coro.api.standalone.CodecProvider;
import com.acme.coro.api.standalone.CoroRuntime;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Makes every message of a runtime travel as bytes, as it does between processes: what cannot be written fails at its
 * sender, and what arrives is a copy. A program that works so is ready for distribution.
 *
 * <pre>{@code
 * ThroughCodec.of(runtime);
 * assertThrows(NotTransferableException.class, () -> coro.send(new Object()));
 * }</pre>
 *
 * <p>Answers, values given to {@code resume}, and what monitors are told go the same way; a returned value that cannot be
 * written is told as {@link Outcome.NotTransferable}. Exceptions that are raised pass as they are.
 */
public final class ThroughCodec {
    // what the scheduler sends itself never leaves a process
    private static final String INSIDE = "com.acme.coro.scheduler.";

    private final Codec codec;

    private ThroughCodec(Codec codec) {
        this.codec = codec;
    }

    /**
     * Turns the mode on. Before the runtime's first coroutine.
     *
     * @param runtime whose messages
     * @return the mode, for {@link Loopback}
     * @throws IllegalStateException if there is no codec on the class path
     */
    public static ThroughCodec of(CoroRuntime runtime) {
        var mode = new ThroughCodec(provider().open(CodecLimits.DEFAULT, new Here(runtime)));
        runtime.passMessages(mode::message);
        return mode;
    }

    private static CodecProvider provider() {
        return ServiceLoader.load(CodecProvider.class, ThroughCodec.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "no " + CodecProvider.class.getName() + " on the class path: add com.acme.coro.codec"));
    }

    private Object message(Object message) {
        if (message.getClass().getName().startsWith(INSIDE)) return message;
        if (message instanceof Exit exit) return copy(new Exit(exit.coro(), outcome(exit.outcome())), exit);
        return copy(message, message);
    }

    /** An outcome as it is known in another process. */
    Outcome outcome(Outcome how) {
        try {
            return (Outcome) copy(how, how);
        } catch (NotTransferableException bad) {
            return new Outcome.NotTransferable(Objects.requireNonNull(bad.getMessage()));
        }
    }

    private Object copy(Object value, Object original) {
        ClassLoader own = original.getClass().getClassLoader();
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        // outside a framework there is one loader for the program; a message of the JDK's may hold things of it
        return codec.read(
                codec.write(value),
                own == null || original instanceof Exit || original instanceof Outcome
                        ? context == null ? ClassLoader.getSystemClassLoader() : context
                        : own);
    }

    /** References lead back to where they came from. */
    private record Here(CoroRuntime runtime) implements ReferenceGateway {
        @Override
        public void leaves(Coro coro) {
            runtime.references().expose(coro);
        }

        @Override
        public void leaves(Channel channel) {}

        @Override
        public Optional<Coro> arrives(CoroId id, String name, Location at) {
            return runtime.references().resolve(id);
        }

        @Override
        public Optional<Channel> arrives(String name, Location at) {
            return runtime.channels().locate(name);
        }
    }
}
