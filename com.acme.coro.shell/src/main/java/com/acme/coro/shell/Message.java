package com.acme.coro.shell;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The value that {@code coro:send} sends and {@code coro:resume} resumes with. Gogo makes numbers and booleans of words that look like it; a coroutine that waits for
 * text would be surprised, so that what can be typed is text unless an option says otherwise.
 */
final class Message {
    private static final Map<String, Function<String, Object>> OPTIONS = Map.of(
            "-i", Integer::valueOf,
            "-l", Long::valueOf,
            "-d", Double::valueOf,
            "-b", Message::truth);
    private static final Map<String, String> KINDS =
            Map.of("-i", "an int", "-l", "a long", "-d", "a double", "-b", "true or false");

    private Message() {}

    /**
     * Makes the message of what follows WHO. Words are put together with blanks between them.
     *
     * @throws IllegalArgumentException if there is nothing to send, or it does not fit the option before it
     */
    static Object of(List<Object> words) {
        if (words.isEmpty()) throw new IllegalArgumentException("there is nothing to send: coro:send WHO MESSAGE");
        if (words.stream().anyMatch(word -> word == null)) {
            throw new IllegalArgumentException("null cannot be sent; 'null' in quotes is text");
        }
        String option = String.valueOf(words.get(0));
        if (OPTIONS.containsKey(option)) return converted(option, words.subList(1, words.size()));
        if (option.matches("-[a-zA-Z].*|--[a-z].*")) {
            throw new IllegalArgumentException("unknown option '" + Printable.line(option)
                    + "': there are -i, -l, -d and -b, and after -- everything is text");
        }
        List<Object> rest = option.equals("--") ? words.subList(1, words.size()) : words;
        return rest.size() == 1 && !typed(rest.get(0)) ? rest.get(0) : text(rest);
    }

    private static Object converted(String option, List<Object> words) {
        try {
            return OPTIONS.get(option).apply(text(words));
        } catch (IllegalArgumentException unfit) {
            throw new IllegalArgumentException(
                    option + " wants " + KINDS.get(option) + ", not '" + Printable.line(text(words)) + "'", unfit);
        }
    }

    static Boolean truth(String word) {
        return switch (word) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(word);
        };
    }

    static boolean typed(Object word) {
        return word instanceof CharSequence || word instanceof Number || word instanceof Boolean;
    }

    private static String text(List<Object> words) {
        return String.join(" ", words.stream().map(String::valueOf).toList());
    }
}
