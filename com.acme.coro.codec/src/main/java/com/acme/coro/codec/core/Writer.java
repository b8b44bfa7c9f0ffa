package com.acme.coro.codec.core;

import com.acme.coro.api.Coro;
import com.acme.coro.api.NotTransferableException;
import com.acme.coro.api.channel.Channel;
import com.acme.coro.api.spi.ReferenceGateway;
import com.acme.coro.api.standalone.CodecLimits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.ConcurrentModificationException;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;

/** Writes one value. For one thread, once. */
final class Writer {
    private static final String DECLARE = "put @Transferable on it, on the type it is nested in, or on its package";

    private final JsonGenerator out;
    private final Shapes shapes;
    private final Known known;
    private final CodecLimits limits;
    private final ReferenceGateway border;
    private final Path path;

    /** The revision that the value is taken off; null if it is to leave the process. */
    private final ClassLoader revision;

    private final Walk walk;
    private final List<Object> handles = new ArrayList<>();
    private final Map<Object, Integer> handleIndexes = new IdentityHashMap<>();

    // what was named already: shapes, by their place in the order of first use
    private final Map<Shape, Integer> named = new IdentityHashMap<>();
    private int values;

    Writer(JsonGenerator out, CodecParts parts, ClassLoader revision) {
        this.out = out;
        this.shapes = parts.shapes();
        this.known = parts.known();
        this.limits = parts.limits();
        this.border = parts.border();
        this.revision = revision;
        this.walk = new Walk(shapes, limits);
        this.path = new Path(limits.depth());
    }

    List<Object> handles() {
        return handles;
    }

    void write(Object root) {
        try {
            out.writeStartArray(null, 2);
            out.writeNumber(CborCodec.FORMAT);
            value(root);
            out.writeEndArray();
            out.close();
        } catch (BoundedBytes.Full full) {
            throw refuse(root, "it takes more than max.bytes=" + limits.bytes() + " bytes", null);
        } catch (JacksonException unwritable) {
            throw refuse(
                    root,
                    "the text is not well formed, or the bytes too many: " + unwritable.getOriginalMessage(),
                    unwritable);
        } catch (ConcurrentModificationException changing) {
            throw refuse(root, "it changes while it is written; who sends a value must not change it", changing);
        }
    }

    private void value(Object v) {
        if (++values > limits.values()) {
            throw refuse(v, "it consists of more than max.values=" + limits.values() + " values", null);
        }
        switch (v) {
            case null -> out.writeNull();
            case String s -> text(s);
            case Integer i -> out.writeNumber(i);
            case Boolean b -> out.writeBoolean(b);
            case Double d -> out.writeNumber(d);
            case Float f -> out.writeNumber(f);
            default -> marked(v, shapes.of(v.getClass()));
        }
    }

    private void marked(Object v, Shape shape) {
        switch (shape) {
            case Shape.Plain plain -> throw new IllegalStateException("not marked: " + v.getClass());
            case Shape.Leaf leaf -> scalar(leaf.scalar(), v);
            case Shape.Elements elements -> array(v, elements.element());
            case Shape.Constants constants -> constant((Enum<?>) v, constants);
            case Shape.Parts parts -> record(v, parts);
            case Shape.Thing thing -> thing(v);
            case Shape.Container container -> container(v);
            case Shape.Opaque opaque -> opaque(v);
        }
    }

    private void text(String s) {
        // three bytes a character at most: only long ones are looked at
        if (s.length() > limits.text() / 3 && Texts.bytes(s) > limits.text()) {
            throw refuse(s, "it has more than max.text=" + limits.text() + " bytes", null);
        }
        out.writeString(s);
    }

    private void begin(int code, int size) {
        out.writeStartArray(null, size + 1);
        out.writeNumber(code);
    }

    private void enter(Object v) {
        if (!path.enter()) {
            throw refuse(v, "values are nested deeper than max.depth=" + limits.depth() + ", or in a circle", null);
        }
    }

    private void scalar(Scalar s, Object v) {
        Object[] parts = s.parts().apply(v);
        begin(s.code(), parts.length);
        for (Object part : parts) {
            switch (part) {
                case null -> out.writeNull();
                case String text -> text(text);
                case Integer i -> out.writeNumber(i);
                case Long l -> out.writeNumber(l);
                case Double d -> out.writeNumber(d);
                case byte[] bytes -> {
                    if (bytes.length > limits.digits()) {
                        throw refuse(v, "the number takes more than max.digits=" + limits.digits() + " bytes", null);
                    }
                    out.writeBinary(bytes);
                }
                default -> throw new IllegalStateException("no part: " + part.getClass());
            }
        }
        out.writeEndArray();
    }

    private void array(Object v, Class<?> element) {
        if (element == byte.class) {
            out.writeBinary((byte[]) v);
        } else if (element.isPrimitive()) {
            if ((long) java.lang.reflect.Array.getLength(v) * Primitives.width(element.getName()) > limits.bytes()) {
                throw new BoundedBytes.Full();
            }
            begin(Code.PRIMITIVES, 2);
            out.writeString(element.getName());
            out.writeBinary(Primitives.bytes(v));
            out.writeEndArray();
        } else {
            elements((Object[]) v, element);
        }
    }

    private void elements(Object[] all, Class<?> element) {
        String name = TypeNames.of(element);
        Class<?> innermost = innermost(element);
        if (innermost != Object.class && name.startsWith(TypeNames.ANY)) {
            if (revision != null
                    && !revision.equals(innermost.getClassLoader())
                    && !walk.reaches(all, revision::equals)) {
                handle(all);
                return;
            }
            throw refuse(all, "the elements' type " + innermost.getName() + " is not declared: " + DECLARE, null);
        }
        begin(Code.ARRAY, all.length + 1);
        out.writeString(name);
        enter(all);
        for (int i = 0; i < all.length; i++) {
            path.at(i);
            value(all[i]);
        }
        path.leave();
        out.writeEndArray();
    }

    private static Class<?> innermost(Class<?> type) {
        return type.isArray() ? innermost(type.getComponentType()) : type;
    }

    private void constant(Enum<?> v, Shape.Constants shape) {
        if (shape.name().isEmpty()) {
            undeclared(v);
            return;
        }
        begin(Code.ENUM, 2);
        Integer before = named.putIfAbsent(shape, named.size());
        if (before == null) {
            known.seen(shape.type(), shape.name().get());
            out.writeString(shape.name().get());
        } else {
            out.writeNumber(before);
        }
        out.writeString(v.name());
        out.writeEndArray();
    }

    private void record(Object v, Shape.Parts shape) {
        if (shape.name.isEmpty()) {
            undeclared(v);
            return;
        }
        Shape.Component[] components = shape.components;
        begin(Code.RECORD, components.length + 1);
        type(shape);
        enter(v);
        for (int i = 0; i < components.length; i++) {
            path.at(components[i].name());
            component(get(v, shape, i), components[i]);
        }
        path.leave();
        out.writeEndArray();
    }

    // at its first use its name and components, later its number
    private void type(Shape.Parts shape) {
        Integer before = named.putIfAbsent(shape, named.size());
        if (before != null) {
            out.writeNumber(before);
            return;
        }
        known.seen(shape.type, shape.name.orElseThrow());
        out.writeStartArray(null, 1 + 2 * shape.components.length);
        out.writeString(shape.name.orElseThrow());
        for (Shape.Component c : shape.components) {
            out.writeString(c.name());
            out.writeString(c.typeName());
        }
        out.writeEndArray();
    }

    private Object get(Object v, Shape.Parts shape, int component) {
        try {
            return shape.get(v, component);
        } catch (RuntimeException | Error e) {
            throw refuse(v, "its accessor threw " + e, e);
        } catch (Throwable checked) {
            throw refuse(v, "its accessor threw " + checked, checked);
        }
    }

    private void component(Object v, Shape.Component c) {
        if (v == null || !c.narrow()) {
            value(v);
            return;
        }
        values++;
        out.writeNumber(Narrow.number(v));
    }

    private void container(Object v) {
        Optional<String> refused = Collected.refused(v);
        if (refused.isPresent()) throw refuse(v, refused.get(), null);
        int code = Collected.code(v);
        enter(v);
        switch (v) {
            case Optional<?> o -> {
                begin(code, o.isPresent() ? 1 : 0);
                o.ifPresent(this::value);
            }
            case Map<?, ?> m -> {
                Object[] all = m.entrySet().toArray();
                begin(code, 2 * all.length);
                for (int i = 0; i < all.length; i++) {
                    path.at(i);
                    var e = (Map.Entry<?, ?>) all[i];
                    value(e.getKey());
                    value(e.getValue());
                }
            }
            default -> {
                Object[] all = ((Collection<?>) v).toArray();
                begin(code, all.length);
                for (int i = 0; i < all.length; i++) {
                    path.at(i);
                    value(all[i]);
                }
            }
        }
        path.leave();
        out.writeEndArray();
    }

    private void thing(Object v) {
        if (revision != null) {
            handle(v);
            return;
        }
        switch (v) {
            case Coro c -> {
                border.leaves(c);
                begin(Code.CORO, 5);
                out.writeNumber(c.id().incarnation());
                out.writeNumber(c.id().sequence());
                text(c.name());
                text(c.location().host());
                out.writeNumber(c.location().port());
                out.writeEndArray();
            }
            case Channel c -> {
                border.leaves(c);
                begin(Code.CHANNEL, 3);
                text(c.name());
                text(c.location().host());
                out.writeNumber(c.location().port());
                out.writeEndArray();
            }
            default -> throw refuse(v, "it is a thing of this process and cannot leave it", null);
        }
    }

    private void undeclared(Object v) {
        if (revision == null || walk.reaches(v, revision::equals)) {
            throw refuse(v, "it is not declared: " + DECLARE, null);
        }
        handle(v);
    }

    private void opaque(Object v) {
        if (revision == null) {
            throw refuse(v, "it is no record, enum, collection, or value of the JDK that can be written", null);
        }
        if (walk.reaches(v, revision::equals)) {
            throw refuse(
                    v,
                    "it is of the code that goes away, and no record or enum: send one that is declared, " + DECLARE,
                    null);
        }
        handle(v);
    }

    private void handle(Object v) {
        Integer index = handleIndexes.get(v);
        if (index == null) {
            index = handles.size();
            handles.add(v);
            handleIndexes.put(v, index);
        }
        begin(Code.HANDLE, 1);
        out.writeNumber(index);
        out.writeEndArray();
    }

    private NotTransferableException refuse(Object v, String reason, Throwable cause) {
        return new NotTransferableException(
                path.toString(), v == null ? "null" : v.getClass().getTypeName(), reason, cause);
    }
}
