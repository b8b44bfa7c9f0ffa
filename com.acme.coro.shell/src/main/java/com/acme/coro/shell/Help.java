package com.acme.coro.shell;

import java.util.List;
import java.util.Optional;

/** What {@code coro:help} and {@code --help} print. */
final class Help {
    private static final String WHO =
            "WHO is an id as it is printed, the number in front of coro:list, a registered name or a name.";

    /**
     * A command's help.
     *
     * @param name without the scope
     * @param usage its arguments
     * @param does one line
     * @param more further lines
     */
    private record Page(String name, String usage, String does, String... more) {
        String line() {
            return String.format("  %-40s %s%n", ("coro:" + name + " " + usage).stripTrailing(), does);
        }

        String text() {
            return ("usage: coro:" + name + " " + usage).stripTrailing() + "\n" + does + "\n"
                    + (more.length == 0 ? "" : "\n" + String.join("\n", more) + "\n");
        }
    }

    private static final List<Page> PAGES = List.of(
            new Page(
                    "list",
                    "[OPTIONS] [NAME]",
                    "lists coroutines",
                    "NAME is a part of the name, of a registered name or of the function.",
                    "  -s, --state STATE    only those in this state: receiving, suspended, ...",
                    "  -b, --bundle BUNDLE  only those whose bundle's symbolic name contains this",
                    "  -a, --all            all of them, however many there are",
                    "  -e, --ended          those that ended last instead, and how"),
            new Page(
                    "show",
                    "WHO",
                    "shows everything about one coroutine, its stack too",
                    WHO,
                    "One that has ended is found too, for as long as it is among the last few hundred."),
            new Page(
                    "dump",
                    "[-s]",
                    "prints the tree of all coroutines: state, waiting on what, mailbox, age, turns",
                    "  -s, --stacks  with the stack of each"),
            new Page(
                    "send",
                    "WHO [-i|-l|-d|-b|--] MESSAGE",
                    "sends a message",
                    WHO,
                    "What is typed is sent as a String; quotes keep it as it is. Other objects of Gogo are sent as"
                            + " they are.",
                    "  -i, -l, -d, -b  as Integer, Long, Double, Boolean",
                    "  --              text follows, even if it looks like an option"),
            new Page(
                    "resume",
                    "WHO [[-i|-l|-d|-b|--] VALUE]",
                    "resumes a coroutine that is suspended or asleep",
                    WHO,
                    "VALUE is typed as for coro:send, and the empty text if there is none."),
            new Page("raise", "WHO MESSAGE", "raises an exception with this message in a coroutine", WHO),
            new Page(
                    "terminate",
                    "WHO [REASON]",
                    "asks a coroutine to end; the reason becomes part of its outcome",
                    WHO),
            new Page(
                    "start",
                    "[OPTIONS] FUNCTION [ARGUMENT...]",
                    "starts a coroutine of a function that a bundle offers; it belongs to that bundle",
                    "Arguments are converted to the types that coro:functions shows: texts, numbers and booleans.",
                    "  -n, --name NAME            its name; that of the function if there is none",
                    "  -r, --registered           registers it under its name, too",
                    "  -s, --scheduler SCHEDULER  the scheduler that runs it; the default one if there is none"),
            new Page(
                    "functions",
                    "",
                    "lists the functions that bundles offer, and those that coroutines between versions wait for",
                    "REVISION is the beginning of the hash of what is in the bundle, where swaps are made."),
            new Page(
                    "swaps",
                    "[NUMBER]",
                    "lists the last swaps of bundles, or shows one of them with the time of each part"),
            new Page(
                    "swap",
                    "NAME JAR",
                    "updates a bundle, if its coroutines can go on in the new version",
                    "NAME is a function, a bundle's symbolic name or its id; JAR a file. The new version is tried"
                            + " beside the old one first;",
                    "if it does not do, nothing is changed, and the reason is told."),
            new Page(
                    "leaks",
                    "",
                    "lists revisions of bundles that were left and are still in memory",
                    "Collects garbage first. Soft references (those of caches) count once the JVM has dropped others of"
                            + " their age."),
            new Page("schedulers", "", "lists the schedulers, and for each the coroutine that has the turn"),
            new Page("names", "", "lists the registered names and who holds them"),
            new Page("help", "[COMMAND]", "explains these commands, or one of them"));

    private Help() {}

    static String overview() {
        var text = new StringBuilder("Commands for coroutines:\n");
        PAGES.forEach(page -> text.append(page.line()));
        return text.append("coro:help COMMAND and coro:COMMAND --help tell more.\n")
                .toString();
    }

    static Optional<String> of(String command) {
        String name = command.startsWith("coro:") ? command.substring("coro:".length()) : command;
        return PAGES.stream()
                .filter(page -> page.name().equals(name))
                .map(Page::text)
                .findFirst();
    }
}
