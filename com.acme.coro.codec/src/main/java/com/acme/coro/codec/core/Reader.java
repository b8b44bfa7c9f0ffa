package com.acme.coro.codec.core;

import com.acme.coro.api.CoroException;
import com.acme.coro.api.CoroId;
import com.acme.coro.api.Location;
import com.acme.coro.api.UnreadableException;
import com.acme.coro.api.spi.ReferenceGateway;
import com.acme.coro.api.standalone.CodecLimits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads one value, of any origin. For one thread, once. */
final class Reader {
    private final JsonParser in;
    private final Shapes shapes;
    private final Known known;
    private final CodecLimits limits;
    private final ReferenceGateway border;
    private final ClassLoader revision;

    /** By their indexes; null if the bytes may have come from anywhere. */
    private final List<Object> handles;

    private final Path path;
    // of records and enums, in the order of first use: WrittenRecord, or an enum's name
    private final List<Object> named = new ArrayList<>();
    private final Map<String, Shape.Constants> enums = new HashMap<>();
    private int values;

    Reader(JsonParser in, CodecParts parts, ClassLoader revision, List<Object> handles) {
        this.in = in;
        this.shapes = parts.shapes();
        this.known = parts.known();
        this.limits = parts.limits();
        this.border = parts.border();
        this.revision = revision;
        this.handles = handles;
        this.path = new Path(limits.depth());
    }

    Object read() {
        try {
            if (in.nextToken() != JsonToken.START_ARRAY) throw unreadable("the value", "it does not begin as one");
            int format = number(in.nextToken(), "the format");
            if (format != CborCodec.FORMAT) {
                throw unreadable("format " + format, "only format " + CborCodec.FORMAT + " is known here");
            }
            Object v = value(in.nextToken());
            if (in.nextToken() != JsonToken.END_ARRAY || in.nextToken() != null) {
                throw unreadable("the value", "there is something behind its end");
            }
            return v;
        } catch (JacksonException damaged) {
            throw new UnreadableException(
                    path.toString(),
                    "the value",
                    "the bytes are damaged, or exceed a limit: " + damaged.getOriginalMessage(),
                    damaged);
        } catch (CoroException told) {
            throw told;
        } catch (RuntimeException unforeseen) {
            // whatever bytes do to the parser ends here
            throw new UnreadableException(
                    path.toString(), "the value", "the bytes are damaged: " + unforeseen, unforeseen);
        } catch (StackOverflowError deep) {
            throw unreadable("the value", "it is nested too deep for this thread's stack");
        }
    }

    private Object value(JsonToken t) {
        count();
        if (t == null) throw unreadable("the value", "it ends too early");
        return switch (t) {
            case VALUE_NULL -> null;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_STRING -> in.getString();
            case VALUE_NUMBER_INT -> number(t, "a number");
            case VALUE_NUMBER_FLOAT -> real();
            case VALUE_EMBEDDED_OBJECT -> bytes(t);
            case START_ARRAY -> {
                enter();
                Object v = marked(number(in.nextToken(), "the kind of a value"));
                path.leave();
                yield v;
            }
            default -> throw unreadable("a value", "there is " + t + " instead");
        };
    }

    private void enter() {
        if (!path.enter()) throw unreadable("a value", "it is nested deeper than max.depth=" + limits.depth());
    }

    private void count() {
        if (++values > limits.values()) {
            throw unreadable("the value", "it consists of more than max.values=" + limits.values() + " values");
        }
    }

    private Object real() {
        return switch (in.getNumberType()) {
            case FLOAT -> in.getFloatValue();
            case DOUBLE -> in.getDoubleValue();
            default -> throw unreadable("a number", "it is neither of 32 nor of 64 bits");
        };
    }

    private int number(JsonToken t, String what) {
        if (t != JsonToken.VALUE_NUMBER_INT || in.getNumberType() != JsonParser.NumberType.INT) {
            throw unreadable(what, "there is no whole number of 32 bits");
        }
        return in.getIntValue();
    }

    private long wide(JsonToken t, String what) {
        if (t != JsonToken.VALUE_NUMBER_INT || in.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw unreadable(what, "there is no whole number of 64 bits");
        }
        return in.getLongValue();
    }

    private String text(JsonToken t, String what) {
        if (t != JsonToken.VALUE_STRING) throw unreadable(what, "there is no text");
        return in.getString();
    }

    private byte[] bytes(JsonToken t) {
        if (t != JsonToken.VALUE_EMBEDDED_OBJECT) throw unreadable("bytes", "there are none");
        byte[] bytes = in.getBinaryValue();
        if (bytes == null) throw unreadable("bytes", "there are none"); // one of CBOR's simple values
        return bytes;
    }

    private void end(String what) {
        if (in.nextToken() != JsonToken.END_ARRAY) throw unreadable(what, "it has more parts than it may");
    }

    private Object marked(int code) {
        switch (code) {
            case Code.RECORD -> {
                return record();
            }
            case Code.ENUM -> {
                return constant();
            }
            case Code.OPTIONAL -> {
                return optional();
            }
            case Code.ARRAY -> {
                return array();
            }
            case Code.PRIMITIVES -> {
                return primitives();
            }
            case Code.HANDLE -> {
                return handle();
            }
            case Code.CORO, Code.CHANNEL -> {
                return reference(code);
            }
            default -> {}
        }
        Collection<Object> collection = Collected.collection(code);
        if (collection != null) return elements(code, collection);
        Map<Object, Object> map = Collected.map(code);
        if (map != null) return entries(code, map);
        Scalar scalar = Scalar.BY_CODE.get(code);
        if (scalar == null) throw unreadable("kind " + code, "no such kind of value is known here");
        return scalar(scalar);
    }

    private Object scalar(Scalar scalar) {
        var parts = new ArrayList<Object>();
        for (JsonToken t = in.nextToken(); t != JsonToken.END_ARRAY; t = in.nextToken()) {
            if (parts.size() == 7) throw unreadable(scalar.name(), "it has more parts than it may");
            parts.add(part(t, scalar));
        }
        try {
            return scalar.make().apply(new Scalar.Parts(parts));
        } catch (RuntimeException wrong) {
            throw new UnreadableException(
                    path.toString(), scalar.name(), "its parts make none: " + wrong.getMessage(), wrong);
        }
    }

    private Object part(JsonToken t, Scalar scalar) {
        if (t == null) throw unreadable(scalar.name(), "it ends too early");
        return switch (t) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> in.getString();
            case VALUE_NUMBER_INT -> wide(t, scalar.name());
            case VALUE_NUMBER_FLOAT -> (Object) in.getDoubleValue();
            case VALUE_EMBEDDED_OBJECT -> {
                byte[] bytes = bytes(t);
                if (bytes.length > limits.digits() || bytes.length == 0) {
                    throw unreadable(scalar.name(), "a number takes 1.." + limits.digits() + " bytes (max.digits)");
                }
                yield bytes;
            }
            default -> throw unreadable(scalar.name(), "there is " + t + " instead");
        };
    }

    private Object optional() {
        JsonToken t = in.nextToken();
        if (t == JsonToken.END_ARRAY) return Optional.empty();
        Object v = value(t);
        if (v == null) throw unreadable("optional", "it holds null");
        end("optional");
        return Optional.of(v);
    }

    private Object elements(int code, Collection<Object> all) {
        int i = 0;
        for (JsonToken t = in.nextToken(); t != JsonToken.END_ARRAY; t = in.nextToken()) {
            path.at(i++);
            if (!add(all, value(t))) throw unreadable("a set", "an element is there twice");
        }
        return Collected.finished(code, all);
    }

    // hashCode, equals and compareTo are the program's code, or the JDK's for types that do not go together
    private boolean add(Collection<Object> all, Object v) {
        try {
            return all.add(v);
        } catch (RuntimeException refused) {
            throw new UnreadableException(
                    path.toString(),
                    all.getClass().getSimpleName(),
                    "it does not take " + name(v) + ": " + refused,
                    refused);
        }
    }

    private Object entries(int code, Map<Object, Object> all) {
        int i = 0;
        for (JsonToken t = in.nextToken(); t != JsonToken.END_ARRAY; t = in.nextToken()) {
            path.at(i++);
            Object key = value(t);
            Object v = value(in.nextToken());
            int before = all.size();
            try {
                all.put(key, v);
            } catch (RuntimeException refused) {
                throw new UnreadableException(
                        path.toString(),
                        all.getClass().getSimpleName(),
                        "it does not take the key " + name(key) + ": " + refused,
                        refused);
            }
            if (all.size() == before) throw unreadable("a map", "a key is there twice");
        }
        return Collected.finished(code, all);
    }

    private Object array() {
        String name = text(in.nextToken(), "the type of an array's elements");
        Class<?> element = type(name, 0);
        var all = new ArrayList<Object>();
        for (JsonToken t = in.nextToken(); t != JsonToken.END_ARRAY; t = in.nextToken()) {
            path.at(all.size());
            Object v = value(t);
            if (v != null && !element.isInstance(v)) throw changed(name(v), element);
            all.add(v);
        }
        return all.toArray((Object[]) java.lang.reflect.Array.newInstance(element, 0));
    }

    // the type of elements
    private Class<?> type(String name, int dimensions) {
        if (dimensions > 16) throw unreadable("an array", "it has more than 16 dimensions");
        String element = TypeNames.element(name);
        if (element != null) {
            Class<?> primitive = TypeNames.primitive(element);
            if (primitive != null) return primitive.arrayType();
            String boxed = TypeNames.unboxed(element);
            return type(boxed != null ? boxed : element, dimensions + 1).arrayType();
        }
        Class<?> jdk = TypeNames.find(name);
        return jdk != null ? jdk : known.find(name, revision).orElseThrow(() -> unknown(name));
    }

    private Object primitives() {
        String type = text(in.nextToken(), "the type of an array's elements");
        int width = Primitives.width(type);
        if (width == 0) throw unreadable(type, "there is no such primitive type");
        byte[] bytes = bytes(in.nextToken());
        if (bytes.length % width != 0) throw unreadable(type + "[]", "it ends within an element");
        end(type + "[]");
        return Primitives.array(type, bytes);
    }

    private Object handle() {
        int index = number(in.nextToken(), "a handle");
        end("a handle");
        if (handles == null) throw unreadable("a handle", "things of another process cannot come here");
        if (index < 0 || index >= handles.size()) throw unreadable("handle " + index, "there is no such handle");
        return handles.get(index);
    }

    private Object reference(int code) {
        CoroId id = code == Code.CORO ? new CoroId(wide(in.nextToken(), "an id"), wide(in.nextToken(), "an id")) : null;
        String name = text(in.nextToken(), "a name");
        String host = text(in.nextToken(), "a host");
        int port = number(in.nextToken(), "a port");
        end("a reference");
        Location at;
        try {
            at = new Location(host, port);
        } catch (IllegalArgumentException wrong) {
            throw unreadable("a location", wrong.getMessage());
        }
        if (id == null) {
            return border.arrives(name, at)
                    .orElseThrow(() -> unreadable("channel " + name, "there is no way to it at " + at));
        }
        return border.arrives(id, name, at)
                .orElseThrow(() -> unreadable("coroutine " + name + " (" + id + ")", "there is no way to it at " + at));
    }

    private Object constant() {
        JsonToken t = in.nextToken();
        String type;
        if (t == JsonToken.VALUE_STRING) {
            type = in.getString();
            named.add(type);
        } else {
            Object before = before(number(t, "the type of an enum"));
            if (!(before instanceof String s)) throw unreadable("an enum", "its type is that of a record");
            type = s;
        }
        String constant = text(in.nextToken(), "the constant of an enum");
        end("an enum");
        Shape.Constants shape = enums.get(type);
        if (shape == null) {
            Shape found = shapes.of(known.find(type, revision).orElseThrow(() -> unknown(type)));
            if (!(found instanceof Shape.Constants c)) throw unreadable(type, "it was an enum and is none here");
            shape = c;
            enums.put(type, shape);
        }
        Object v = shape.byName().get(constant);
        if (v == null) throw unreadable(type, "it has no constant " + shown(constant));
        return v;
    }

    private Object before(int index) {
        if (index < 0 || index >= named.size()) throw unreadable("type " + index, "no such type was named before");
        return named.get(index);
    }

    private WrittenRecord written() {
        JsonToken t = in.nextToken();
        if (t != JsonToken.START_ARRAY) {
            Object before = before(number(t, "the type of a record"));
            if (before instanceof WrittenRecord w) return w;
            throw unreadable("a record", "its type is that of an enum");
        }
        var w = new WrittenRecord(text(in.nextToken(), "the name of a type"));
        var seen = new HashSet<String>();
        for (t = in.nextToken(); t != JsonToken.END_ARRAY; t = in.nextToken()) {
            count();
            String component = text(t, "the name of a component");
            if (!seen.add(component)) throw unreadable(w.name, "its component " + shown(component) + " is there twice");
            w.components.add(component);
            w.types.add(text(in.nextToken(), "the type of a component"));
        }
        named.add(w);
        return w;
    }

    private Object record() {
        WrittenRecord w = written();
        resolve(w);
        Shape.Component[] here = w.here.components;
        var all = new Object[here.length];
        for (int i = 0; i < here.length; i++) all[i] = here[i].absent();
        for (int i = 0; i < w.places.length; i++) {
            path.at(w.components.get(i));
            JsonToken t = in.nextToken();
            if (t == JsonToken.END_ARRAY) throw unreadable(w.name, "it has less components than were named");
            if (w.places[i] < 0) skip(t);
            else all[w.places[i]] = component(t, w.types.get(i), here[w.places[i]]);
        }
        path.at(null);
        end(w.name);
        try {
            return w.here.make(all);
        } catch (Exception | StackOverflowError refused) {
            throw new UnreadableException(path.toString(), w.name, "its constructor refused: " + refused, refused);
        } catch (Error e) {
            throw e;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void resolve(WrittenRecord w) {
        if (w.here != null) return;
        Class<?> type = known.find(w.name, revision).orElseThrow(() -> unknown(w.name));
        if (!(shapes.of(type) instanceof Shape.Parts parts)) {
            throw unreadable(w.name, "it was a record and is none here: " + type.getName());
        }
        var places = new int[w.components.size()];
        var taken = new HashSet<Integer>();
        for (int i = 0; i < places.length; i++) {
            places[i] = parts.find(w.components.get(i));
            if (places[i] >= 0 && !taken.add(places[i])) {
                throw unreadable(w.name, "its component " + parts.components[places[i]].name() + " is there twice");
            }
        }
        w.here = parts;
        w.places = places;
    }

    private Object component(JsonToken t, String written, Shape.Component here) {
        Object v;
        if (Narrow.named(written) && t == JsonToken.VALUE_NUMBER_INT) {
            count();
            v = Narrow.of(written, wide(t, written));
            if (v == null) throw unreadable(written, "the number is out of its range");
        } else {
            v = value(t);
        }
        if (v == null) {
            if (here.type().isPrimitive()) throw changed("null", here.type());
            return null;
        }
        if (!here.box().isInstance(v)) {
            throw changed(written.equals(TypeNames.ANY) ? name(v) : written, here.type());
        }
        if (Fit.speaks(here.generic())) {
            Optional<Fit.Misfit> wrong = Fit.check(here.generic(), v);
            if (wrong.isPresent()) {
                throw new UnreadableException(
                        path + wrong.get().path(),
                        name(wrong.get().value()),
                        "it was written as " + name(wrong.get().value()) + ", and is "
                                + wrong.get().wanted().getTypeName() + " here");
            }
        }
        return v;
    }

    /** What is of no use here may still name types that are used later. */
    private void skip(JsonToken t) {
        count();
        if (t == null) throw unreadable("the value", "it ends too early");
        if (t == JsonToken.START_OBJECT) throw unreadable("a value", "there is " + t + " instead");
        if (t != JsonToken.START_ARRAY) return;
        enter();
        int code = number(in.nextToken(), "the kind of a value");
        if (code == Code.RECORD) {
            written();
        } else if (code == Code.ENUM) {
            JsonToken type = in.nextToken();
            if (type == JsonToken.VALUE_STRING) named.add(in.getString());
        }
        for (JsonToken next = in.nextToken(); next != JsonToken.END_ARRAY; next = in.nextToken()) skip(next);
        path.leave();
    }

    private UnreadableException unknown(String name) {
        return unreadable(
                shown(name),
                "no type is declared under this name here: put @Transferable on it, with this name if it was renamed");
    }

    private UnreadableException changed(String written, Class<?> here) {
        return unreadable(
                shown(written), "it was written as " + shown(written) + ", and is " + here.getTypeName() + " here");
    }

    private UnreadableException unreadable(String what, String why) {
        return new UnreadableException(path.toString(), shown(what), why);
    }

    private static String name(Object v) {
        if (v == null) return "null";
        String name = TypeNames.of(v.getClass());
        return name.equals(TypeNames.ANY) ? v.getClass().getTypeName() : name;
    }

    // strangers choose names, and logs are for people
    private static String shown(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= 200 ? printable : printable.substring(0, 200) + "…";
    }
}
