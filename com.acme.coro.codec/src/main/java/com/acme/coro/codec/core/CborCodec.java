package com.acme.coro.codec.core;

import com.acme.coro.api.UnreadableException;
import com.acme.coro.api.spi.Codec;
import com.acme.coro.api.spi.ReferenceGateway;
import com.acme.coro.api.standalone.CodecLimits;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.dataformat.cbor.CBORFactory;

/** Values as CBOR. The bytes are a list of the format's number and the value; {@link Code} and {@link Scalar} have more. */
public final class CborCodec implements Codec, AutoCloseable {
    /** The number of this format. A reader knows all formats up to its own. */
    static final int FORMAT = 1;

    // a level of a value is one of the bytes; the list around it and the names of types come on top
    private static final int MORE_DEPTH = 8;
    private static final int MOST_DIGITS = 40;

    private final Shapes shapes = new Shapes();
    private final Known known;
    private final ReferenceGateway border;

    /** Replaced as a whole. */
    private volatile Settings settings;

    private record Settings(CodecLimits limits, CBORFactory factory) {}

    /** With what the process knows of its revisions and references. */
    public CborCodec(CodecLimits limits, Declarations declarations, ReferenceGateway border) {
        this.known = new Known(declarations);
        this.border = Objects.requireNonNull(border, "border");
        configure(limits);
    }

    /** Other limits from now on. */
    public void configure(CodecLimits limits) {
        int depth = limits.depth() + MORE_DEPTH;
        settings = new Settings(
                limits,
                CBORFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(depth)
                                .maxDocumentLength(limits.bytes())
                                .maxStringLength(Math.max(limits.text(), Names.LONGEST))
                                .maxNameLength(1)
                                .maxNumberLength(MOST_DIGITS)
                                .build())
                        .streamWriteConstraints(StreamWriteConstraints.builder()
                                .maxNestingDepth(depth)
                                .build())
                        .build());
    }

    @Override
    public byte[] write(Object value) {
        return written(value, null).bytes();
    }

    private record Written(byte[] bytes, List<Object> handles) {}

    private Written written(Object value, ClassLoader revision) {
        Settings s = settings;
        // the usual texts are written without a look at each character
        return written(s, value, revision, false)
                .or(() -> written(s, value, revision, true))
                .orElseThrow();
    }

    private Optional<Written> written(Settings s, Object value, ClassLoader revision, boolean textsChecked) {
        var bytes = new BoundedBytes(s.limits().bytes());
        var writer = new Writer(
                s.factory().createGenerator(ObjectWriteContext.empty(), bytes), parts(s), revision, textsChecked);
        return writer.write(value) ? Optional.of(new Written(bytes.toByteArray(), writer.handles())) : Optional.empty();
    }

    private CodecParts parts(Settings s) {
        return new CodecParts(shapes, known, s.limits(), border);
    }

    @Override
    public Object read(byte[] bytes, ClassLoader revision) {
        return read(bytes, revision, null).value();
    }

    private Unpacked read(byte[] bytes, ClassLoader revision, List<Object> handles) {
        Objects.requireNonNull(revision, "revision");
        Settings s = settings;
        if (bytes.length > s.limits().bytes()) {
            throw new UnreadableException(
                    "",
                    "the value",
                    bytes.length + " bytes are more than max.bytes="
                            + s.limits().bytes());
        }
        boolean ours = handles != null; // written in this process a moment ago
        if (!ours) ByteScan.check(bytes, s.limits().depth() + MORE_DEPTH);
        try (var parser = s.factory().createParser(ObjectReadContext.empty(), bytes)) {
            var reader = new Reader(parser, parts(s), revision, handles);
            Object value = reader.read();
            return new Unpacked(value, reader.differences());
        }
    }

    @Override
    public Packed pack(Object value, ClassLoader revision) {
        Objects.requireNonNull(revision, "revision");
        Written written = written(value, revision);
        return new Packed(written.bytes(), written.handles(), type(value));
    }

    private static String type(Object value) {
        if (value == null) return "null";
        Optional<String> name = Names.of(value.getClass());
        return name.orElseGet(() -> value.getClass().getTypeName());
    }

    @Override
    public Unpacked unpack(Packed packed, ClassLoader revision) {
        return read(packed.bytes(), revision, packed.handles());
    }

    @Override
    public boolean reaches(Object value, Predicate<ClassLoader> loaders) {
        return new Walk(shapes, settings.limits()).reaches(value, loaders);
    }

    @Override
    public List<Object> handles(Object value) {
        return new Walk(shapes, settings.limits()).handles(value);
    }

    @Override
    public void declare(Class<?>... types) {
        for (Class<?> type : types) known.declare(type);
    }

    @Override
    public void forget(ClassLoader revision) {
        known.forget(revision);
        shapes.forget(revision);
    }

    /** Forgets all revisions. */
    @Override
    public void close() {
        known.close();
        shapes.close();
    }
}
