package com.acme.coro.scheduler.guard;

import com.acme.coro.support.text.Printable;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/**
 * The text of a value up to a number of characters, read element by element where a class of the JDK would build the
 * whole. A class that says for itself how it is printed is asked, since it may have something to hide.
 */
final class ValueText {
    private static final int DEPTH = 8;
    /** A number of more bits is not printed: that takes time that grows faster than its length. */
    private static final int BITS = 2_000;

    private final StringBuilder text = new StringBuilder();
    private final int limit;
    private int depth;

    ValueText(int limit) {
        this.limit = limit;
    }

    ValueText add(Object value) {
        if (full()) return this;
        if (depth == DEPTH) {
            text.append('…');
            return this;
        }
        depth++;
        try {
            parts(value);
        } catch (Throwable t) { // of the value's own code; what is beside it is printed all the same
            text.append("(not printable: ").append(t.getClass().getName()).append(')');
        }
        depth--;
        return this;
    }

    private boolean full() {
        return text.length() > limit;
    }

    private void parts(Object value) throws ReflectiveOperationException {
        switch (value) {
            case null -> text.append("null");
            case String s -> text.append(Printable.of(s, limit));
            case BigInteger i
            when i.bitLength() > BITS ->
                text.append("a number of ").append(i.bitLength()).append(" bits");
            case BigDecimal d
            when d.unscaledValue().bitLength() > BITS ->
                text.append("a number of ")
                        .append(d.unscaledValue().bitLength())
                        .append(" bits");
            case CharSequence s
            when jdkText(value) ->
                text.append(Printable.of(
                        s.subSequence(0, Math.min(s.length(), limit + 1)).toString(), limit));
            case Collection<?> all when jdkText(value) -> elements(all.iterator());
            case Map<?, ?> map when jdkText(value) -> entries(map);
            case Map.Entry<?, ?> e
            when jdkText(value) -> add(e.getKey()).then("=").add(e.getValue());
            case Optional<?> o -> {
                if (o.isEmpty()) text.append("Optional.empty");
                else then("Optional[").add(o.get()).then("]");
            }
            case Record r when componentWise(r.getClass()) -> components(r);
            default -> {
                if (value.getClass().isArray()) array(value);
                else text.append(Foreign.ownText(value));
            }
        }
    }

    private ValueText then(String more) {
        text.append(more);
        return this;
    }

    /** Whether it is printed as the JDK prints things of its kind. */
    private static boolean jdkText(Object value) throws NoSuchMethodException {
        return value.getClass().getMethod("toString").getDeclaringClass().getClassLoader() == null;
    }

    private void elements(Iterator<?> all) {
        text.append('[');
        for (boolean first = true; all.hasNext() && !full(); first = false) {
            if (!first) text.append(", ");
            add(all.next());
        }
        text.append(']');
    }

    private void entries(Map<?, ?> map) {
        text.append('{');
        boolean first = true;
        for (Map.Entry<?, ?> e : map.entrySet()) {
            if (full()) break;
            if (!first) text.append(", ");
            first = false;
            add(e.getKey()).then("=").add(e.getValue());
        }
        text.append('}');
    }

    private void array(Object array) {
        int n = Array.getLength(array);
        text.append('[');
        for (int i = 0; i < n && !full(); i++) {
            if (i > 0) text.append(", ");
            add(Array.get(array, i));
        }
        text.append(']');
    }

    /** Whether its text is the one that compilers make: that method is final, which those written by hand are not. */
    private static boolean componentWise(Class<?> type) throws NoSuchMethodException {
        return Modifier.isFinal(type.getMethod("toString").getModifiers());
    }

    private void components(Record r) throws ReflectiveOperationException {
        text.append(r.getClass().getSimpleName()).append('[');
        boolean first = true;
        for (RecordComponent c : r.getClass().getRecordComponents()) {
            if (full()) break;
            if (!first) text.append(", ");
            first = false;
            Field f = r.getClass().getDeclaredField(c.getName());
            f.setAccessible(true); // as the text that compilers make: past accessors, which may copy
            text.append(c.getName()).append('=');
            add(f.get(r));
        }
        text.append(']');
    }

    @Override
    public String toString() {
        return full() ? Printable.of(text.toString(), limit) : text.toString();
    }
}
