package com.acme.coro.codec.core;

import com.acme.coro.api.CoroException;
import com.acme.coro.api.CoroId;
import com.acme.coro.api.Location;
import com.acme.coro.api.UnreadableException;
import com.acme.coro.api.spi.ReferenceGateway;
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
final class Reader extends ValueTokens {
    private final Shapes shapes;
    private final Known known;
    private final ReferenceGateway border;
    private final ClassLoader revision;
    /** By their indexes; null if the bytes may have come from anywhere. */
    private final List<Object> handles;
    // of records and enums, in the order of first use: a WrittenRecord or a WrittenEnum
    private final List<Object> named = new ArrayList<>();
    private final Map<String, Shape.Constants> enums = new HashMap<>();
    private final List<String> differences = new ArrayList<>(0);

    Reader(JsonParser in, CodecParts parts, ClassLoader revision, List<Object> handles) {
        super(in, parts.limits());
        this.shapes = parts.shapes();
        this.known = parts.known();
        this.border = parts.border();
        this.revision = revision;
        this.handles = handles;
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
            throw unreadable(
                    "the value", "the bytes are damaged, or exceed a limit: " + damaged.getOriginalMessage(), damaged);
        } catch (CoroException told) {
            throw told;
        } catch (StackOverflowError deep) {
            throw unreadable("the value", "it is nested too deep for this thread's stack");
        } catch (Throwable unforeseen) {
            // whatever bytes do to the parser, or to the code of types that they name, ends here
            throw failed("the value", "reading it failed", unforeseen);
        }
    }

    /** What has not come along; complete after {@link #read}. */
    List<String> differences() {
        return differences;
    }

    private Object value(JsonToken t) {
        count();
        if (t == null) throw unreadable("the value", "it ends too early");
        return switch (t) {
            case VALUE_NULL -> null;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_STRING -> string();
            case VALUE_NUMBER_INT -> number(t, "a number");
            case VALUE_NUMBER_FLOAT -> real();
            case VALUE_EMBEDDED_OBJECT -> bytes(t);
            case START_ARRAY -> marked(number(in.nextToken(), "the kind of a value"));
            default -> throw unreadable("a value", "there is " + t + " instead");
        };
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
            case Code.UTF16_TEXT -> {
                return utf16();
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
        var parts = new ArrayList<Object>(3);
        for (JsonToken t = in.nextToken(); t != JsonToken.END_ARRAY; t = in.nextToken()) {
            if (parts.size() == 7) throw unreadable(scalar.name(), "it has more parts than it may");
            parts.add(part(t, scalar));
        }
        if (!budget.list(parts.size())) throw exceeded();
        try {
            return scalar.make().apply(new Scalar.Parts(parts));
        } catch (RuntimeException wrong) {
            throw failed(scalar.name(), "its parts make none", wrong);
        }
    }

    private Object optional() {
        enter();
        JsonToken t = in.nextToken();
        if (t == JsonToken.END_ARRAY) {
            path.leave();
            return Optional.empty();
        }
        Object v = value(t);
        if (v == null) throw unreadable("optional", "it holds null");
        end("optional");
        path.leave();
        return Optional.of(v);
    }

    private Object elements(int code, Collection<Object> all) {
        enter();
        takes(code, 0);
        KeyHashes hashes = Collected.hashed(code) ? new KeyHashes(budget) : null;
        int i = 0;
        for (JsonToken t = in.nextToken(); t != JsonToken.END_ARRAY; t = in.nextToken()) {
            path.at(i++);
            long mark = budget.mark();
            Object v = value(t);
            takesPart(code);
            if (!add(all, v, hashes, mark)) throw unreadable("a set", "an element is there twice");
        }
        path.leave();
        return Collected.finished(code, all);
    }

    // hashCode, equals and compareTo are the program's code, or the JDK's for types that do not go together
    private boolean add(Collection<Object> all, Object v, KeyHashes hashes, long mark) {
        try {
            if (hashes != null && !hashes.add(v, budget.mark() - mark)) throw exceeded();
            return all.add(v);
        } catch (UnreadableException told) {
            throw told;
        } catch (Throwable refused) {
            throw failed(all.getClass().getSimpleName(), "it does not take " + nameOf(v), refused);
        }
    }

    private Object entries(int code, Map<Object, Object> all) {
        enter();
        takes(code, 0);
        KeyHashes hashes = Collected.hashed(code) ? new KeyHashes(budget) : null;
        int i = 0;
        for (JsonToken t = in.nextToken(); t != JsonToken.END_ARRAY; t = in.nextToken()) {
            path.at(i++);
            long mark = budget.mark();
            Object key = value(t);
            long size = budget.mark() - mark;
            Object v = value(in.nextToken());
            takesPart(code);
            takesPart(code);
            int before = all.size();
            try {
                if (hashes != null && !hashes.add(key, size)) throw exceeded();
                all.put(key, v);
            } catch (UnreadableException told) {
                throw told;
            } catch (Throwable refused) {
                throw failed(all.getClass().getSimpleName(), "it does not take the key " + nameOf(key), refused);
            }
            if (all.size() == before) throw unreadable("a map", "a key is there twice");
        }
        path.leave();
        return Collected.finished(code, all);
    }

    private Object array() {
        String name = name(in.nextToken(), "the type of an array's elements");
        Class<?> element = type(name, 0);
        enter();
        takes(Code.LIST, 0);
        var all = new ArrayList<Object>();
        for (JsonToken t = in.nextToken(); t != JsonToken.END_ARRAY; t = in.nextToken()) {
            path.at(all.size());
            Object v = value(t);
            takesPart(Code.LIST);
            if (v != null && !element.isInstance(v)) throw changed(nameOf(v), element);
            all.add(v);
        }
        path.leave();
        return all.toArray((Object[]) java.lang.reflect.Array.newInstance(element, 0));
    }

    // the type of elements
    private Class<?> type(String name, int dimensions) {
        if (dimensions > TypeNames.DIMENSIONS) {
            throw unreadable("an array", "it has more than " + (TypeNames.DIMENSIONS + 1) + " dimensions");
        }
        String element = TypeNames.element(name);
        if (element != null) {
            Class<?> primitive = TypeNames.primitive(element);
            if (primitive != null) return primitive.arrayType();
            String boxed = TypeNames.unboxed(element);
            return type(boxed != null ? boxed : element, dimensions + 1).arrayType();
        }
        Class<?> jdk = TypeNames.find(name);
        return jdk != null ? jdk : find(List.of(name));
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
        List<String> type;
        if (t == JsonToken.VALUE_NUMBER_INT) {
            if (!(before(number(t, "the type of an enum")) instanceof WrittenEnum e)) {
                throw unreadable("an enum", "its type is that of a record");
            }
            type = e.names();
        } else {
            type = names(t, "the name of a type");
            named.add(new WrittenEnum(type));
        }
        List<String> constants = names(in.nextToken(), "the constant of an enum");
        end("an enum");
        Shape.Constants shape = enums.computeIfAbsent(type.get(0), n -> constantsOf(type));
        for (String constant : constants) {
            Object v = shape.byName().get(constant);
            if (v != null) return v;
        }
        throw unreadable(type.get(0), "it has no constant " + shown(constants.get(0)));
    }

    private Shape.Constants constantsOf(List<String> type) {
        Shape found = shape(type);
        if (found instanceof Shape.Constants c) return c;
        throw unreadable(type.get(0), "it was an enum and is none here");
    }

    /** A type by the first of its names that is known here. */
    private Class<?> find(List<String> names) {
        try {
            for (String name : names) {
                Optional<Class<?>> type = known.find(name, revision);
                if (type.isPresent()) return type.get();
            }
        } catch (DeclaredTwiceException twice) {
            throw unreadable(names.get(0), twice.getMessage(), twice);
        }
        throw unknown(names.get(0));
    }

    private Shape shape(List<String> names) {
        Shape shape = shapes.of(find(names));
        if (shape instanceof Shape.Misdeclared wrong) throw unreadable(names.get(0), wrong.reason());
        return shape;
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
        var w = new WrittenRecord(names(in.nextToken(), "the name of a type"));
        var seen = new HashSet<String>();
        for (t = in.nextToken(); t != JsonToken.END_ARRAY; t = in.nextToken()) {
            List<String> component = names(t, "the name of a component");
            if (!budget.nodes(component.size())) throw exceeded();
            if (!seen.add(component.get(0))) {
                throw unreadable(w.name(), "its component " + shown(component.get(0)) + " is there twice");
            }
            w.components.add(component);
            w.types.add(name(in.nextToken(), "the type of a component"));
        }
        named.add(w);
        return w;
    }

    private Object record() {
        WrittenRecord w = written();
        resolve(w);
        Shape.Component[] here = w.here.components;
        if (!budget.list(w.places.length)) throw exceeded();
        enter();
        var all = new Object[here.length];
        for (int i = 0; i < here.length; i++) all[i] = here[i].absent();
        for (int i = 0; i < w.places.length; i++) {
            path.at(w.components.get(i).get(0));
            JsonToken t = in.nextToken();
            if (t == JsonToken.END_ARRAY) throw unreadable(w.name(), "it has less components than were named");
            if (w.places[i] < 0) skip(t);
            else all[w.places[i]] = component(t, w.types.get(i), here[w.places[i]]);
        }
        path.leave();
        end(w.name());
        try {
            return w.here.make(all);
        } catch (Throwable refused) { // a constructor may throw anything
            throw failed(w.name(), "its constructor refused", refused);
        }
    }

    private void resolve(WrittenRecord w) {
        if (w.here != null) return;
        if (!(shape(w.names) instanceof Shape.Parts parts)) {
            throw unreadable(w.name(), "it was a record and is none here");
        }
        var places = new int[w.components.size()];
        var taken = new HashSet<Integer>();
        for (int i = 0; i < places.length; i++) {
            places[i] = place(w.components.get(i), parts);
            if (places[i] >= 0 && !taken.add(places[i])) {
                throw unreadable(w.name(), "its component " + parts.components[places[i]].name() + " is there twice");
            }
            if (places[i] < 0) differ(w, w.components.get(i).get(0), "is not known here, and was left out");
        }
        for (int i = 0; i < parts.components.length; i++) {
            if (taken.contains(i)) continue;
            Shape.Component missing = parts.components[i];
            if (missing.absent() == null) {
                throw unreadable(
                        w.name(),
                        "its component " + missing.name() + " was not written, and has no value that says so: declare"
                                + " it as an Optional");
            }
            differ(w, missing.name(), "was not written, and is empty");
        }
        w.here = parts;
        w.places = places;
    }

    private static int place(List<String> names, Shape.Parts parts) {
        for (String name : names) {
            int place = parts.find(name);
            if (place >= 0) return place;
        }
        return -1;
    }

    private void differ(WrittenRecord w, String component, String how) {
        differences.add(shown(w.name()) + ": the component " + shown(component) + " " + how);
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
            throw changed(written.equals(TypeNames.ANY) ? nameOf(v) : written, here.type());
        }
        if (Fit.speaks(here.generic())) {
            Optional<Fit.Misfit> wrong = Fit.check(here.generic(), v);
            if (wrong.isPresent()) {
                throw new UnreadableException(
                        shown(path + wrong.get().path()),
                        nameOf(wrong.get().value()),
                        "it was written as " + nameOf(wrong.get().value()) + ", and is "
                                + wrong.get().wanted().getTypeName() + " here");
            }
        }
        return v;
    }

    /** What is of no use here may still name types that are used later. Counts like what is read. */
    private void skip(JsonToken t) {
        count();
        if (t == null) throw unreadable("the value", "it ends too early");
        if (t == JsonToken.VALUE_STRING) string();
        if (t == JsonToken.VALUE_EMBEDDED_OBJECT) bytes(t);
        if (t != JsonToken.START_ARRAY) return;
        int code = number(in.nextToken(), "the kind of a value");
        switch (code) {
            case Code.RECORD -> {
                WrittenRecord w = written();
                if (!budget.list(w.components.size())) throw exceeded();
                skipParts(code);
            }
            case Code.ARRAY -> {
                name(in.nextToken(), "the type of an array's elements");
                skipParts(Code.LIST);
            }
            case Code.ENUM -> {
                JsonToken type = in.nextToken();
                if (type != JsonToken.VALUE_NUMBER_INT) named.add(new WrittenEnum(names(type, "the name of a type")));
                skipFlat();
            }
            default -> {
                if (Collected.isCode(code)) skipParts(code);
                else skipFlat();
            }
        }
    }

    private void skipParts(int code) {
        enter();
        if (code != Code.RECORD && code != Code.OPTIONAL) takes(code, 0);
        for (JsonToken next = in.nextToken(); next != JsonToken.END_ARRAY; next = in.nextToken()) {
            if (code != Code.RECORD && code != Code.OPTIONAL) takesPart(code);
            skip(next);
        }
        path.leave();
    }

    /** Parts that are no values: of a scalar, a reference, a constant. */
    private void skipFlat() {
        int lists = 1;
        while (lists > 0) {
            JsonToken next = in.nextToken();
            if (next == null) throw unreadable("the value", "it ends too early");
            if (next == JsonToken.START_ARRAY) lists++;
            else if (next == JsonToken.END_ARRAY) lists--;
        }
    }
}
