package com.acme.coro.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A command line, as far as it is the same for all commands.
 *
 * @param command the first word that is not an option, or the first option that is not known here
 * @param rest the words behind it, --verbose taken out
 * @param help whether --help is among the words
 * @param version whether --version stands where a command could
 * @param verbose whether --verbose is among the words
 */
record CommandLine(Optional<String> command, List<String> rest, boolean help, boolean version, boolean verbose) {
    static CommandLine of(List<String> words) {
        var rest = new ArrayList<String>();
        Optional<String> command = Optional.empty();
        boolean help = false;
        boolean version = false;
        boolean verbose = false;
        for (String word : words) {
            boolean asksForHelp = word.equals("--help") || word.equals("-h");
            help |= asksForHelp;
            if (word.equals("--verbose")) verbose = true;
            else if (command.isPresent()) rest.add(word);
            else if (word.equals("--version")) version = true;
            else if (!asksForHelp) command = Optional.of(word);
        }
        return new CommandLine(command, List.copyOf(rest), help, version && command.isEmpty(), verbose);
    }
}
