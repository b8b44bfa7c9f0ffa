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
record BundleCommand(BundledJars carried, boolean verbose, PrintStream err) {
    int run(String command, List<String> words) throws UsageException, LaunchException, InterruptedException {
        List<BundledJars.Component> known = carried.commands();
        BundledJars.Component component = known.stream()
                .filter(each -> name(each).equals(command))
                .findFirst()
                .orElseThrow(() -> unknown(command, known));
        // What is measured is to be spared what serves a shell, and coroutines of others; who needs nobody waits for
        // nobody, unless the log is to tell of them.
        BundleSelection choice = component.alone() && !verbose
                ? BundleSelection.alone(component.bundle())
                : BundleSelection.of(bundle -> !bundle.shell() && !bundle.example());
        var container = Container.start(carried, choice, verbose, Map.of(), Optional.empty(), err);
        @SuppressWarnings("unchecked")
        Function<List<String>, Integer> function = container
                .service(Function.class, "(&(objectClass=java.util.function.Function)(coro.command=" + command + "))")
                .orElseThrow(() -> new LaunchException(command + " did not come up; --verbose may tell why"));
        return function.apply(words);
    }

    private static String name(BundledJars.Component component) {
        return component.property("coro.command").orElseThrow();
    }

    private static UsageException unknown(String command, List<BundledJars.Component> known) {
        String all = known.stream().map(each -> ", " + name(each)).collect(Collectors.joining());
        return new UsageException("unknown " + (command.startsWith("-") ? "option" : "command") + " '" + command
                + "': the commands are run, demo" + all + "; coro --help tells more");
    }
}
