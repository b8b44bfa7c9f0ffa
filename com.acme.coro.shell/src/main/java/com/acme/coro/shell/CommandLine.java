package com.acme.coro.shell;

import java.util.Arrays;
import java.util.List;

/** What all commands do with what was typed, and where they print. */
final class CommandLine {
    private CommandLine() {}

    /** Prints a command's help if that is all that is wanted. */
    static boolean explained(String command, boolean wanted) {
        if (wanted) print(Help.of(command).orElseThrow());
        return wanted;
    }

    /**
     * The words behind a command. What Gogo did not take for an option is left among them, so that a mistyped one is noticed
     * here; where any number may follow the first word they are text, and may look as they like.
     */
    static List<String> words(String command, int least, int most, Object... rest) {
        List<String> words = Arrays.stream(rest).map(String::valueOf).toList();
        for (String word : words.subList(0, Math.min(words.size(), most == Integer.MAX_VALUE ? 1 : words.size()))) {
            if (word.matches("-[a-zA-Z].*|--.*")) throw usage(command, "unknown option '" + Printable.line(word) + "'");
        }
        if (words.size() < least) throw usage(command, "too few arguments");
        if (words.size() > most) throw usage(command, "too many arguments");
        return words;
    }

    /** To be thrown: what is wrong, and how it is right. */
    static IllegalArgumentException usage(String command, String wrong) {
        return new IllegalArgumentException(wrong + "; "
                + Help.of(command).orElseThrow().lines().findFirst().orElseThrow());
    }

    /** To the session's output. */
    static void print(String text) {
        System.out.print(text);
        System.out.flush();
    }
}
