package com.acme.coro.codec.osgi;

import com.acme.coro.api.spi.Codec;
import com.acme.coro.api.standalone.CodecLimits;
import com.acme.coro.codec.config.CodecConfig;
import com.acme.coro.codec.core.CborCodec;
import java.util.List;
import java.util.function.Predicate;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** The codec as a service. */
@Component(service = Codec.class, configurationPid = CodecConfig.PID)
@Designate(ocd = CodecConfig.class)
public final class CodecComponent implements Codec {
    private final CborCodec codec;

    /** Refuses limits that are out of their range. */
    @Activate
    public CodecComponent(CodecConfig config, @Reference ProcessBorder border) {
        codec = new CborCodec(limits(config), new BundleDeclarations(), border);
    }

    private static CodecLimits limits(CodecConfig c) {
        return CodecLimits.DEFAULT
                .depth(c.max_depth())
                .bytes(c.max_bytes())
                .text(c.max_text())
                .digits(c.max_digits())
                .values(c.max_values())
                .memory(c.max_memory());
    }

    /** Other limits from now on; those that are out of their range change nothing. */
    @Modified
    void modified(CodecConfig config) {
        codec.configure(limits(config));
    }

    /** Forgets all revisions. */
    @Deactivate
    void close() {
        codec.close();
    }

    @Override
    public byte[] write(Object value) {
        return codec.write(value);
    }

    @Override
    public Object read(byte[] bytes, ClassLoader revision) {
        return codec.read(bytes, revision);
    }

    @Override
    public Packed pack(Object value, ClassLoader revision) {
        return codec.pack(value, revision);
    }

    @Override
    public Unpacked unpack(Packed packed, ClassLoader revision) {
        return codec.unpack(packed, revision);
    }

    @Override
    public boolean reaches(Object value, Predicate<ClassLoader> loaders) {
        return codec.reaches(value, loaders);
    }

    @Override
    public List<Object> handles(Object value) {
        return codec.handles(value);
    }

    @Override
    public void declare(Class<?>... types) {
        codec.declare(types);
    }

    @Override
    public void forget(ClassLoader revision) {
        codec.forget(revision);
    }
}
