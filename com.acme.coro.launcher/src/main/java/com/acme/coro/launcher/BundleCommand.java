package com.acme.coro.launcher;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A command that a bundle offers.
 *
 * @param carried where the bundles are
 * @param verbose whether --verbose was given
 * @param err standard error
 */
record BundleCommand(Carried carried, boolean verbose, PrintStream err) {
    int run(String command, List<String> words) throws UsageException, LaunchException, InterruptedException {
        List<String> known = carried.commands().stream()
                .map(component -> component.property("coro.command").orElseThrow())
                .toList();
        if (!known.contains(command)) {
            String all = known.stream().map(name -> ", " + name).collect(Collectors.joining());
            throw new UsageException("unknown " + (command.startsWith("-") ? "option" : "command") + " '" + command
                    + "': the commands are run, demo" + all + "; coro --help tells more");
        }
        // What is measured is to be spared what serves a shell, and coroutines of others.
        var container = Container.start(
                carried, bundle -> !bundle.shell() && !bundle.example(), verbose, Map.of(), Optional.empty(), err);
        @SuppressWarnings("unchecked")
        Function<List<String>, Integer> function = container
                .service(Function.class, "(&(objectClass=java.util.function.Function)(coro.command=" + command + "))")
                .orElseThrow(() -> new LaunchException(command + " did not come up; --verbose may tell why"));
        return function.apply(words);
    }
}
