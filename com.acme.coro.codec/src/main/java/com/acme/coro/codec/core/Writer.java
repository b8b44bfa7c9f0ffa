package com.acme.coro.codec.core;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroException;
import com.acme.coro.api.CoroSignal;
import com.acme.coro.api.NotTransferableException;
import com.acme.coro.api.channel.Channel;
import com.acme.coro.api.spi.ReferenceGateway;
import com.acme.coro.api.standalone.CodecLimits;
import com.acme.coro.support.text.Printable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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

    /** How many characters of a foreign text an exception has. */
    private static final int TEXT = 500;

    private static final int LONG_TEXT = 1_000;

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
    private final Budget budget;

    /** Whether each text is looked at for halves of surrogate pairs: only when the generator has refused one. */
    private final boolean textsChecked;

    Writer(JsonGenerator out, CodecParts parts, ClassLoader revision, boolean textsChecked) {
        this.out = out;
        this.shapes = parts.shapes();
        this.known = parts.known();
        this.limits = parts.limits();
        this.border = parts.border();
        this.revision = revision;
        this.walk = new Walk(shapes, limits);
        this.path = new Path(limits.depth());
        this.budget = new Budget(limits);
        this.textsChecked = textsChecked;
    }

    List<Object> handles() {
        return handles;
    }

    /** False if a text cannot be written unless texts are checked. */
    boolean write(Object root) {
        try {
            out.writeStartArray(null, 2);
            out.writeNumber(CborCodec.FORMAT);
            value(root);
            out.writeEndArray();
            out.close();
            return true;
        } catch (BoundedBytes.Full full) {
            throw refuse(root, "it takes more than max.bytes=" + limits.bytes() + " bytes", null);
        } catch (JacksonException unwritable) {
            if (!textsChecked) return false;
            throw refuse(root, "the format has no place for it: " + unwritable.getOriginalMessage(), unwritable);
        } catch (ConcurrentModificationException changing) {
            throw refuse(root, "it changes while it is written; who sends a value must not change it", changing);
        } catch (CoroException told) {
            throw told;
        } catch (StackOverflowError deep) {
            throw refuse(root, "it is nested too deep for this thread's stack", deep);
        } catch (CoroSignal signal) {
            throw signal;
        } catch (Throwable unforeseen) {
            // of the value's own code: its iterators, its hash codes
            throw refuse(root, "it failed while it was written: " + Texts.of(unforeseen), unforeseen);
        }
    }

    private void value(Object v) {
        if (!budget.value()) throw exceeded(v);
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
            case Shape.Misdeclared misdeclared -> throw refuse(v, misdeclared.reason(), null);
            case Shape.Opaque opaque -> opaque(v);
        }
    }

    private NotTransferableException exceeded(Object v) {
        return refuse(v, budget.reason(), null);
    }

    private void text(String s) {
        if (!budget.text(s.length())) throw exceeded(s);
        // three bytes a character at most: only long ones are looked at
        if (s.length() > limits.text() / 3 && Texts.bytes(s) > limits.text()) {
            throw refuse(s, "it has more than max.text=" + limits.text() + " bytes", null);
        }
        boolean isLong = s.length() > LONG_TEXT;
        if ((textsChecked || isLong) && !Texts.isWellFormed(s)) {
            utf16(s);
        } else if (isLong) { // of which the generator would leave the length open
            byte[] utf8 = s.getBytes(StandardCharsets.UTF_8);
            out.writeUTF8String(utf8, 0, utf8.length);
        } else {
            out.writeString(s);
        }
    }

    private void utf16(String s) {
        if (2L * s.length() > limits.text()) {
            throw refuse(s, "in UTF-16 it has more than max.text=" + limits.text() + " bytes", null);
        }
        if (!budget.bytes(2L * s.length())) throw exceeded(s);
        begin(Code.UTF16_TEXT, 1);
        ByteBuffer utf16 = ByteBuffer.allocate(2 * s.length()); // an encoder would replace what is half a pair
        utf16.asCharBuffer().put(s);
        out.writeBinary(utf16.array());
        out.writeEndArray();
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
        Object[] parts;
        try {
            parts = s.parts().apply(v);
        } catch (IllegalArgumentException inexact) {
            throw refuse(v, "it could not be kept exactly: " + inexact.getMessage(), inexact);
        }
        if (!budget.list(parts.length)) throw exceeded(v);
        begin(s.code(), parts.length);
        for (Object part : parts) {
            switch (part) {
                case null -> out.writeNull();
                case String text -> part(v, text);
                case Integer i -> out.writeNumber(i);
                case Long l -> out.writeNumber(l);
                case Double d -> out.writeNumber(d);
                case byte[] bytes -> {
                    if (bytes.length > limits.digits()) {
                        throw refuse(v, "the number takes more than max.digits=" + limits.digits() + " bytes", null);
                    }
                    if (!budget.bytes(bytes.length)) throw exceeded(v);
                    out.writeBinary(bytes);
                }
                default -> throw new IllegalStateException("no part: " + part.getClass());
            }
        }
        out.writeEndArray();
    }

    /** A text within a scalar, a name: it has no form but this. */
    private void part(Object v, String text) {
        if (textsChecked && !Texts.isWellFormed(text)) {
            throw refuse(v, "a text in it has half a surrogate pair, which cannot be kept", null);
        }
        text(text);
    }

    private void array(Object v, Class<?> element) {
        if (element.isPrimitive() && !budget.bytes(primitiveBytes(v, element))) throw exceeded(v);
        if (element == byte.class) {
            out.writeBinary((byte[]) v);
        } else if (element.isPrimitive()) {
            if (primitiveBytes(v, element) > limits.bytes()) throw new BoundedBytes.Full();
            begin(Code.PRIMITIVES, 2);
            out.writeString(element.getName());
            out.writeBinary(Primitives.bytes(v));
            out.writeEndArray();
        } else {
            elements((Object[]) v, element);
        }
    }

    private static long primitiveBytes(Object array, Class<?> element) {
        return (long) java.lang.reflect.Array.getLength(array) * Primitives.width(element.getName());
    }

    private void elements(Object[] all, Class<?> element) {
        if (dimensions(element) > TypeNames.DIMENSIONS) {
            throw refuse(all, "it has more than " + (TypeNames.DIMENSIONS + 1) + " dimensions", null);
        }
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
        if (name.length() > Names.LONGEST) {
            throw refuse(all, "the name of its type must have at most " + Names.LONGEST + " characters", null);
        }
        if (!budget.list(all.length) || !budget.hasRoomFor(all.length)) throw exceeded(all, all.length);
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

    private static int dimensions(Class<?> type) {
        return type.isArray() ? 1 + dimensions(type.getComponentType()) : 0;
    }

    private static Class<?> innermost(Class<?> type) {
        return type.isArray() ? innermost(type.getComponentType()) : type;
    }

    private void constant(Enum<?> v, Shape.Constants shape) {
        if (shape.names().isEmpty()) {
            undeclared(v);
            return;
        }
        begin(Code.ENUM, 2);
        Integer before = named.putIfAbsent(shape, named.size());
        if (before == null) {
            declared(v, shape.type(), shape.names());
        } else {
            out.writeNumber(before);
        }
        names(shape.written().get(v.name()));
        out.writeEndArray();
    }

    private void record(Object v, Shape.Parts shape) {
        if (shape.names.isEmpty()) {
            undeclared(v);
            return;
        }
        Shape.Component[] components = shape.components;
        begin(Code.RECORD, components.length + 1);
        type(v, shape);
        if (!budget.list(components.length)) throw exceeded(v);
        enter(v);
        for (int i = 0; i < components.length; i++) {
            path.at(components[i].name());
            component(get(v, shape, i), components[i]);
        }
        path.leave();
        out.writeEndArray();
    }

    // at its first use its name and components, later its number
    private void type(Object v, Shape.Parts shape) {
        Integer before = named.putIfAbsent(shape, named.size());
        if (before != null) {
            out.writeNumber(before);
            return;
        }
        out.writeStartArray(null, 1 + 2 * shape.components.length);
        declared(v, shape.type, shape.names);
        for (Shape.Component c : shape.components) {
            if (!budget.nodes(c.names().size())) throw exceeded(v);
            names(c.names());
            out.writeString(c.typeName());
        }
        out.writeEndArray();
    }

    private void declared(Object v, Class<?> type, List<String> names) {
        try {
            known.seen(type, names.get(0));
        } catch (DeclaredTwiceException twice) {
            throw refuse(v, twice.getMessage(), twice);
        }
        names(names);
    }

    /** The present name; with former ones, a list of all, so that a version that knows but one of them can read it. */
    private void names(List<String> all) {
        if (all.size() == 1) {
            out.writeString(all.get(0));
            return;
        }
        out.writeStartArray(null, all.size());
        for (String name : all) out.writeString(name);
        out.writeEndArray();
    }

    private Object get(Object v, Shape.Parts shape, int component) {
        try {
            return shape.get(v, component);
        } catch (CoroSignal signal) {
            throw signal;
        } catch (Throwable e) {
            throw refuse(v, "its accessor threw " + Texts.of(e), e);
        }
    }

    private void component(Object v, Shape.Component c) {
        if (v == null || !c.narrow()) {
            if (v != null && !c.box().isAssignableFrom(Collected.typeAfter(v))) {
                throw refuse(
                        v,
                        "it would come back as " + Collected.typeAfter(v).getName() + ", which is no "
                                + c.type().getName() + ": declare an interface",
                        null);
            }
            value(v);
            return;
        }
        if (!budget.value()) throw exceeded(v);
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
                takes(m, code, 2L * m.size());
                KeyHashes hashes = Collected.hashed(code) ? new KeyHashes(budget) : null;
                Object[] all = m.entrySet().toArray();
                begin(code, 2 * all.length);
                for (int i = 0; i < all.length; i++) {
                    path.at(i);
                    var e = (Map.Entry<?, ?>) all[i];
                    key(m, e.getKey(), hashes);
                    value(e.getValue());
                }
            }
            default -> {
                takes(v, code, ((Collection<?>) v).size());
                KeyHashes hashes = Collected.hashed(code) ? new KeyHashes(budget) : null;
                Object[] all = ((Collection<?>) v).toArray();
                begin(code, all.length);
                for (int i = 0; i < all.length; i++) {
                    path.at(i);
                    key(v, all[i], hashes);
                }
            }
        }
        path.leave();
        out.writeEndArray();
    }

    /** A key, or an element of a set: as many with equal hash codes as the reader takes. */
    private void key(Object table, Object key, KeyHashes hashes) {
        long mark = budget.mark();
        value(key);
        if (hashes != null && !hashes.add(key, budget.mark() - mark)) throw exceeded(table);
    }

    /** Looked at before they are asked for: a collection may say that it has two thousand million elements. */
    private void takes(Object v, int code, long parts) {
        boolean fits = Collected.inNodes(code) ? budget.nodes(parts) : budget.list(parts);
        if (!fits || !budget.hasRoomFor(parts)) throw exceeded(v, parts);
    }

    private NotTransferableException exceeded(Object v, long parts) {
        return budget.hasRoomFor(parts)
                ? exceeded(v)
                : refuse(v, "it consists of more than max.values=" + limits.values() + " values", null);
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
                part(v, c.name());
                part(v, c.location().host());
                out.writeNumber(c.location().port());
                out.writeEndArray();
            }
            case Channel c -> {
                border.leaves(c);
                begin(Code.CHANNEL, 3);
                part(v, c.name());
                part(v, c.location().host());
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
                Printable.of(path.toString(), TEXT),
                v == null ? "null" : v.getClass().getTypeName(),
                Printable.of(reason, TEXT),
                cause);
    }
}
