package com.acme.coro.shell;

import com.acme.coro.api.spi.Coroutines.FunctionStatus;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Arguments that {@code coro:start} starts a function with. Gogo makes numbers and booleans of words that look like it; a
 * function gets the types that it declares.
 */
final class Arguments {
    private record Kind(String text, Function<String, Object> of) {}

    private static final Map<String, Kind> KINDS = Map.ofEntries(
            Map.entry("byte", new Kind("a byte", Byte::valueOf)),
            Map.entry("java.lang.Byte", new Kind("a byte", Byte::valueOf)),
            Map.entry("short", new Kind("a short", Short::valueOf)),
            Map.entry("java.lang.Short", new Kind("a short", Short::valueOf)),
            Map.entry("int", new Kind("an int", Integer::valueOf)),
            Map.entry("java.lang.Integer", new Kind("an int", Integer::valueOf)),
            Map.entry("long", new Kind("a long", Long::valueOf)),
            Map.entry("java.lang.Long", new Kind("a long", Long::valueOf)),
            Map.entry("float", new Kind("a float", Float::valueOf)),
            Map.entry("java.lang.Float", new Kind("a float", Float::valueOf)),
            Map.entry("double", new Kind("a double", Double::valueOf)),
            Map.entry("java.lang.Double", new Kind("a double", Double::valueOf)),
            Map.entry("boolean", new Kind("true or false", Message::truth)),
            Map.entry("java.lang.Boolean", new Kind("true or false", Message::truth)),
            Map.entry("char", new Kind("one character", Arguments::character)),
            Map.entry("java.lang.Character", new Kind("one character", Arguments::character)));

    private Arguments() {}

    /**
     * Converts what was typed. Whether number and types fit is checked where the function is started.
     *
     * @throws IllegalArgumentException if a word is no value of the type that the function declares
     */
    static Object[] of(String function, List<Object> words, List<FunctionStatus> functions) {
        List<String> types = functions.stream()
                .filter(f -> f.name().equals(function))
                .findFirst()
                .flatMap(FunctionStatus::parameters)
                .orElse(List.of());
        var arguments = new Object[words.size()];
        for (int i = 0; i < arguments.length; i++) {
            Object word = words.get(i);
            if (word == null) {
                throw new IllegalArgumentException("null cannot be an argument; 'null' in quotes is text");
            }
            if (!Message.typed(word)) arguments[i] = word;
            else arguments[i] = converted(function, i, String.valueOf(word), i < types.size() ? types.get(i) : "");
        }
        return arguments;
    }

    private static Object converted(String function, int i, String word, String type) {
        Kind kind = KINDS.get(type);
        if (kind == null) return word;
        try {
            return kind.of().apply(word);
        } catch (IllegalArgumentException unfit) {
            throw new IllegalArgumentException(
                    Printable.line(function) + " takes " + kind.text() + " as argument " + (i + 1) + ", not '"
                            + Printable.line(word) + "'",
                    unfit);
        }
    }

    private static Character character(String word) {
        if (word.length() != 1) throw new IllegalArgumentException(word);
        return word.charAt(0);
    }
}
