package com.acme.coro.launcher;

import java.util.Collection;
import java.util.Optional;

/** What {@code --help} prints. */
final class Help {
    private static final String OVERVIEW = """
        usage: coro COMMAND [OPTIONS]

          run [--dir D]     a container with every bundle and a shell, until Ctrl-C
          demo              shows coroutines at work in a live container, and checks what they did
        @COMMANDS@
          --help            this text, or behind a command what it is for
          --version         the versions of Coro and of Java
          --verbose         the log from level info on, and stack traces of failures

        Exit status: 0 if all went well, 1 if not, 2 if the command line is wrong.
        """;

    private static final String RUN = """
        usage: coro run [--dir D] [--deploy D] [--verbose]

        Runs a container with every bundle until it is told to end: by Ctrl-C, a SIGTERM, the command
        `exit`, or the end of input at the prompt. Prints one line when it is ready. It then has up to 1.7 s to
        stop its bundles in order, which runs the clean-up of their coroutines.

        With a terminal there is a prompt (Tab completes commands, coro:help lists those for coroutines);
        otherwise each line of standard input is a command, and its end ends nothing.

          --dir D     D/etc/PID.cfg, a properties file in UTF-8, configures the PID; PID~NAME.cfg makes a
                      configuration of a factory PID. Read once, before any other bundle starts.
                      com.acme.coro.scheduler is the default scheduler's PID, coro:schedulers lists all;
                      org.osgi.service.log.admin.cfg sets log levels: NAME=DEBUG.
                      If there is a D/deploy, it is the deploy folder.
          --deploy D  the deploy folder: a jar put into it is installed and started, one that is replaced is
                      updated, and its coroutines go on in the new version; one that is taken away is
                      uninstalled. Looked at twice a second.
          --verbose   the log from level info on, and stack traces of failures

        Warnings of the log go to standard error. The container keeps nothing from one run to the next.
        """;

    private static final String DEMO = """
        usage: coro demo [--verbose]

        Starts a container and runs the example bundles in it, one after the other. Each checks what it did.
        Ends with exit status 0 if, and only if, all checks held.
        """;

    private Help() {}

    static String overview(Collection<BundledJars.Component> commands) {
        var lines = new StringBuilder();
        for (BundledJars.Component command : commands) {
            String help = command.property("coro.command.help").orElse("");
            int colon = help.indexOf(':');
            String usage = command.property("coro.command").orElseThrow() + " " + help.substring(0, Math.max(colon, 0));
            lines.append("  " + usage.strip() + "\n" + " ".repeat(20)
                    + help.substring(colon + 1).strip() + "\n");
        }
        return OVERVIEW.replace("@COMMANDS@\n", lines + "\n");
    }

    /** The help of a command that is not a bundle's. */
    static Optional<String> of(String command) {
        return switch (command) {
            case "run" -> Optional.of(RUN);
            case "demo" -> Optional.of(DEMO);
            default -> Optional.empty();
        };
    }
}
