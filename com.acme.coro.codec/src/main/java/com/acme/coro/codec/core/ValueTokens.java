package com.acme.coro.codec.core;

import com.acme.coro.api.CoroSignal;
import com.acme.coro.api.UnreadableException;
import com.acme.coro.api.standalone.CodecLimits;
import com.acme.coro.support.text.Printable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The tokens of a value, read one after the other; each is counted and checked as it is taken. For one thread, once. */
class ValueTokens {
    /** How many characters of a foreign text an exception has. */
    private static final int REASON = 500;

    private static final int NAME = 200;
    final JsonParser in;
    final CodecLimits limits;
    final Path path;
    final Budget budget;

    ValueTokens(JsonParser in, CodecLimits limits) {
        this.in = in;
        this.limits = limits;
        this.path = new Path(limits.depth());
        this.budget = new Budget(limits);
    }

    void enter() {
        if (!path.enter()) throw unreadable("a value", "it is nested deeper than max.depth=" + limits.depth());
    }

    void count() {
        if (!budget.value()) throw exceeded();
    }

    UnreadableException exceeded() {
        return unreadable("the value", budget.reason());
    }

    String string() {
        String s = in.getString();
        if (s.length() > limits.text() / 3 && Texts.bytes(s) > limits.text()) {
            throw unreadable("a text", "it has more than max.text=" + limits.text() + " bytes");
        }
        if (!budget.text(s.length())) throw exceeded();
        return s;
    }

    Object real() {
        return switch (in.getNumberType()) {
            case FLOAT -> in.getFloatValue();
            case DOUBLE -> in.getDoubleValue();
            default -> throw unreadable("a number", "it is neither of 32 nor of 64 bits");
        };
    }

    int number(JsonToken t, String what) {
        if (t != JsonToken.VALUE_NUMBER_INT || in.getNumberType() != JsonParser.NumberType.INT) {
            throw unreadable(what, "there is no whole number of 32 bits");
        }
        return in.getIntValue();
    }

    long wide(JsonToken t, String what) {
        if (t != JsonToken.VALUE_NUMBER_INT || in.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw unreadable(what, "there is no whole number of 64 bits");
        }
        return in.getLongValue();
    }

    String text(JsonToken t, String what) {
        if (t != JsonToken.VALUE_STRING) throw unreadable(what, "there is no text");
        return string();
    }

    /** A name of a type, a component or a constant. */
    String name(JsonToken t, String what) {
        if (t != JsonToken.VALUE_STRING) throw unreadable(what, "there is no text");
        String name = in.getString();
        if (name.length() > Names.LONGEST) {
            throw unreadable(what, "it has more than " + Names.LONGEST + " characters");
        }
        return name;
    }

    /** A name, or a list of the present one and those before. */
    List<String> names(JsonToken t, String what) {
        if (t != JsonToken.START_ARRAY) return List.of(name(t, what));
        var all = new ArrayList<String>(2);
        for (t = in.nextToken(); t != JsonToken.END_ARRAY; t = in.nextToken()) all.add(name(t, what));
        if (all.isEmpty()) throw unreadable(what, "there is none");
        return all;
    }

    byte[] bytes(JsonToken t) {
        if (t != JsonToken.VALUE_EMBEDDED_OBJECT) throw unreadable("bytes", "there are none");
        byte[] bytes = in.getBinaryValue();
        if (bytes == null) throw unreadable("bytes", "there are none"); // one of CBOR's simple values
        if (!budget.bytes(bytes.length)) throw exceeded();
        return bytes;
    }

    void end(String what) {
        if (in.nextToken() != JsonToken.END_ARRAY) throw unreadable(what, "it has more parts than it may");
    }

    void takes(int code, long parts) {
        if (!(Collected.inNodes(code) ? budget.nodes(parts) : budget.list(parts))) throw exceeded();
    }

    void takesPart(int code) {
        if (!(Collected.inNodes(code) ? budget.node() : budget.reference())) throw exceeded();
    }

    UnreadableException unknown(String name) {
        return unreadable(
                shown(name),
                "no type is declared under this name here: put @Transferable on it, with this name if it was renamed");
    }

    UnreadableException changed(String written, Class<?> here) {
        return unreadable(
                shown(written), "it was written as " + shown(written) + ", and is " + here.getTypeName() + " here");
    }

    UnreadableException unreadable(String what, String why) {
        return unreadable(what, why, null);
    }

    UnreadableException unreadable(String what, String why, Throwable cause) {
        return new UnreadableException(shown(path.toString()), shown(what), Printable.of(why, REASON), cause);
    }

    /** What the code of a type has thrown, as ours; signals to the coroutine pass. */
    UnreadableException failed(String what, String why, Throwable thrown) {
        if (thrown instanceof CoroSignal signal) throw signal;
        return unreadable(what, why + ": " + Texts.of(thrown), thrown);
    }

    static String nameOf(Object v) {
        if (v == null) return "null";
        String name = TypeNames.of(v.getClass());
        return name.equals(TypeNames.ANY) ? v.getClass().getTypeName() : name;
    }

    /** Names come from other processes, and this text goes to logs. */
    static String shown(String text) {
        return Printable.of(text, NAME);
    }

    Object utf16() {
        byte[] bytes = bytes(in.nextToken());
        end("a text");
        if (bytes.length % 2 != 0) throw unreadable("a text", "it ends within a character");
        if (bytes.length > limits.text()) throw unreadable("a text", "it has more than max.text=" + limits.text());
        if (!budget.text(bytes.length / 2)) throw exceeded();
        var chars = new char[bytes.length / 2];
        ByteBuffer.wrap(bytes).asCharBuffer().get(chars); // a decoder would replace what is half a pair
        var text = new String(chars);
        if (Texts.isWellFormed(text)) throw unreadable("a text", "it is one for UTF-8");
        return text;
    }

    Object part(JsonToken t, Scalar scalar) {
        if (t == null) throw unreadable(scalar.name(), "it ends too early");
        return switch (t) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> string();
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

    Object primitives() {
        String type = name(in.nextToken(), "the type of an array's elements");
        int width = Primitives.width(type);
        if (width == 0) throw unreadable(type, "there is no such primitive type");
        byte[] bytes = bytes(in.nextToken());
        if (bytes.length % width != 0) throw unreadable(type + "[]", "it ends within an element");
        end(type + "[]");
        return Primitives.array(type, bytes);
    }
}
