package com.acme.coro.shell;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroConstants;
import com.acme.coro.api.SendResult;
import com.acme.coro.api.SignalResult;
import com.acme.coro.api.Spawn;
import com.acme.coro.api.hotswap.FunctionVersion;
import com.acme.coro.api.hotswap.HotSwap;
import com.acme.coro.api.spi.Coroutines;
import com.acme.coro.api.spi.Names;
import com.acme.coro.shell.Table.Column;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * The commands; each prints to the standard output of its Gogo session. A command that cannot do what it is asked for
 * throws, with one sentence, so that scripts notice. There is one method to a command: Gogo finds it by its name, and
 * shows what the annotations say as help.
 */
@Component(
        service = CoroCommands.class,
        property = {
            "osgi.command.scope=coro",
            "osgi.command.function=list",
            "osgi.command.function=show",
            "osgi.command.function=dump",
            "osgi.command.function=send",
            "osgi.command.function=resume",
            "osgi.command.function=raise",
            "osgi.command.function=terminate",
            "osgi.command.function=start",
            "osgi.command.function=functions",
            "osgi.command.function=schedulers",
            "osgi.command.function=names",
            "osgi.command.function=help"
        })
public final class CoroCommands {
    /** Stands for an option that was not given; not a name that can be typed. */
    private static final String NONE = "\0";

    // Both set and cleared by the component runtime, on any thread; null while the scheduler's bundle is away.
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile Coroutines coroutines;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile Names names;

    // The same; null while there is nobody who swaps.
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile HotSwap swaps;

    /**
     * {@code coro:list}.
     *
     * @param state a state, or empty
     * @param bundle a part of a bundle's name, or empty
     * @param all whether to list more than a screenful or two
     * @param ended whether to list those that ended
     * @param help whether only help is wanted
     * @param rest a part of a name, or nothing
     */
    @Descriptor("lists coroutines")
    public void list(
            @Descriptor("only those in this state")
                    @Parameter(
                            names = {"-s", "--state"},
                            absentValue = "")
                    String state,
            @Descriptor("only those whose bundle's symbolic name contains this")
                    @Parameter(
                            names = {"-b", "--bundle"},
                            absentValue = "")
                    String bundle,
            @Descriptor("all of them, however many there are")
                    @Parameter(
                            names = {"-a", "--all"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean all,
            @Descriptor("those that ended last, and how")
                    @Parameter(
                            names = {"-e", "--ended"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean ended,
            @Descriptor("explain")
                    @Parameter(
                            names = {"-h", "--help"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean help,
            @Descriptor("a part of a name") Object... rest) {
        if (CommandLine.explained("list", help)) return;
        List<String> words = CommandLine.words("list", 0, 1, rest);
        Listing listing = Listing.of(words.isEmpty() ? "" : words.get(0), state, bundle, all);
        CommandLine.print(
                ended
                        ? listing.ended(coroutines().ended())
                        : listing.text(coroutines().all()));
    }

    /**
     * {@code coro:show}.
     *
     * @param help whether only help is wanted
     * @param rest whom
     */
    @Descriptor("shows everything about one coroutine, its stack too")
    public void show(
            @Descriptor("explain")
                    @Parameter(
                            names = {"-h", "--help"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean help,
            @Descriptor("who: an id, the number of an id, a registered name or a name") Object... rest) {
        if (CommandLine.explained("show", help)) return;
        Coroutines all = coroutines();
        CommandLine.print(CoroDetails.of(CommandLine.words("show", 1, 1, rest).get(0), all, versions()));
    }

    /**
     * {@code coro:dump}.
     *
     * @param stacks whether to add the stacks
     * @param help whether only help is wanted
     * @param rest nothing
     */
    @Descriptor("prints the tree of all coroutines")
    public void dump(
            @Descriptor("with the stack of each")
                    @Parameter(
                            names = {"-s", "--stacks"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean stacks,
            @Descriptor("explain")
                    @Parameter(
                            names = {"-h", "--help"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean help,
            @Descriptor("nothing") Object... rest) {
        if (CommandLine.explained("dump", help)) return;
        CommandLine.words("dump", 0, 0, rest);
        CommandLine.print(Printable.lines(coroutines().dump(stacks)));
    }

    /**
     * {@code coro:send}.
     *
     * @param help whether only help is wanted
     * @param rest whom and what
     */
    @Descriptor("sends a message")
    public void send(
            @Descriptor("explain") @Parameter(names = "--help", presentValue = "true", absentValue = "false")
                    boolean help,
            @Descriptor("who, then -i, -l, -d or -b for a number or a boolean, then the message") Object... rest) {
        if (CommandLine.explained("send", help)) return;
        if (rest.length == 0) throw CommandLine.usage("send", "it is not said to whom");
        Object message = Message.of(Arrays.asList(rest).subList(1, rest.length));
        Coro to = CoroLookup.named(String.valueOf(rest[0]), coroutines());
        reportSend("sent to", to, to.send(message));
    }

    /**
     * {@code coro:resume}.
     *
     * @param help whether only help is wanted
     * @param rest the coroutine, and a value or nothing
     */
    @Descriptor("resumes a coroutine that is suspended or asleep")
    public void resume(
            @Descriptor("explain") @Parameter(names = "--help", presentValue = "true", absentValue = "false")
                    boolean help,
            @Descriptor("who, then a value as for coro:send, or nothing") Object... rest) {
        if (CommandLine.explained("resume", help)) return;
        List<String> words = CommandLine.words("resume", 1, Integer.MAX_VALUE, rest);
        Object value = rest.length == 1 ? "" : Message.of(Arrays.asList(rest).subList(1, rest.length));
        Coro coro = CoroLookup.named(words.get(0), coroutines());
        String who = Printable.line(coro.toString());
        switch (coro.resume(value)) {
            case WOKEN, SENT -> CommandLine.print("resumed " + who + "\n");
            case NOT_SUSPENDED -> throw new IllegalStateException(who + " is not suspended: the value is dropped");
            case GONE -> throw new IllegalStateException(who + " has ended");
        }
    }

    /**
     * {@code coro:raise}.
     *
     * @param help whether only help is wanted
     * @param rest whom and what
     */
    @Descriptor("raises an exception in a coroutine")
    public void raise(
            @Descriptor("explain") @Parameter(names = "--help", presentValue = "true", absentValue = "false")
                    boolean help,
            @Descriptor("who, then the exception's message") Object... rest) {
        if (CommandLine.explained("raise", help)) return;
        List<String> words = CommandLine.words("raise", 2, Integer.MAX_VALUE, rest);
        Coro in = CoroLookup.named(words.get(0), coroutines());
        reportSignal(
                "raised in", in, in.raise(new OperatorException(String.join(" ", words.subList(1, words.size())))));
    }

    /**
     * {@code coro:terminate}.
     *
     * @param help whether only help is wanted
     * @param rest whom, and why
     */
    @Descriptor("asks a coroutine to end")
    public void terminate(
            @Descriptor("explain") @Parameter(names = "--help", presentValue = "true", absentValue = "false")
                    boolean help,
            @Descriptor("who, then the reason") Object... rest) {
        if (CommandLine.explained("terminate", help)) return;
        List<String> words = CommandLine.words("terminate", 1, Integer.MAX_VALUE, rest);
        Coro whom = CoroLookup.named(words.get(0), coroutines());
        String reason = words.size() == 1 ? "asked for in the shell" : String.join(" ", words.subList(1, words.size()));
        reportSignal("asked to end:", whom, whom.terminate(reason));
    }

    /**
     * {@code coro:start}.
     *
     * @param name its name, or empty
     * @param scheduler the scheduler that runs it
     * @param registered whether to register it under its name
     * @param help whether only help is wanted
     * @param rest the function and its arguments
     */
    @Descriptor("starts a coroutine of a function that a bundle offers")
    public void start(
            @Descriptor("its name")
                    @Parameter(
                            names = {"-n", "--name"},
                            absentValue = NONE)
                    String name,
            @Descriptor("the scheduler that runs it")
                    @Parameter(
                            names = {"-s", "--scheduler"},
                            absentValue = CoroConstants.DEFAULT_SCHEDULER)
                    String scheduler,
            @Descriptor("registers it under its name")
                    @Parameter(
                            names = {"-r", "--registered"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean registered,
            @Descriptor("explain") @Parameter(names = "--help", presentValue = "true", absentValue = "false")
                    boolean help,
            @Descriptor("the function, then its arguments") Object... rest) {
        if (CommandLine.explained("start", help)) return;
        String function = CommandLine.words("start", 1, Integer.MAX_VALUE, rest).get(0);
        Coroutines all = coroutines();
        Object[] arguments = Arguments.of(function, Arrays.asList(rest).subList(1, rest.length), all.functions());
        Spawn how = Spawn.named(name.equals(NONE) ? function : name);
        Coro started = all.start(scheduler, registered ? how.registered(how.name()) : how, function, arguments);
        CommandLine.print("started " + Printable.line(started.toString()) + "\n");
    }

    /**
     * {@code coro:functions}.
     *
     * @param help whether only help is wanted
     * @param rest nothing
     */
    @Descriptor("lists the functions that bundles offer, and those that are waited for")
    public void functions(
            @Descriptor("explain")
                    @Parameter(
                            names = {"-h", "--help"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean help,
            @Descriptor("nothing") Object... rest) {
        if (CommandLine.explained("functions", help)) return;
        CommandLine.words("functions", 0, 0, rest);
        CommandLine.print(FunctionTable.text(coroutines().functions(), versions()));
    }

    private List<FunctionVersion> versions() {
        HotSwap swapping = swaps;
        return swapping == null ? List.of() : swapping.functions();
    }

    /**
     * {@code coro:schedulers}.
     *
     * @param help whether only help is wanted
     * @param rest nothing
     */
    @Descriptor("lists the schedulers")
    public void schedulers(
            @Descriptor("explain")
                    @Parameter(
                            names = {"-h", "--help"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean help,
            @Descriptor("nothing") Object... rest) {
        if (CommandLine.explained("schedulers", help)) return;
        CommandLine.words("schedulers", 0, 0, rest);
        var table = new Table(
                Column.text("SCHEDULER", 40),
                Column.text("CARRIER", 8),
                Column.number("COROUTINES"),
                Column.number("READY"),
                Column.number("TURNS"),
                Column.number("SPARES"),
                Column.text("TURN OF", 40),
                Column.number("LASTING"),
                Column.text("BUNDLE", 60));
        for (Coroutines.SchedulerStatus s : coroutines().schedulers()) {
            Optional<Coroutines.Turn> turn = s.turn();
            table.row(
                    s.name(),
                    s.carrier(),
                    s.coroutines(),
                    s.ready(),
                    s.turns(),
                    s.spares(),
                    turn.map(t -> t.name() + " #" + t.coroutine().sequence()).orElse(""),
                    turn.map(t -> Printable.duration(t.lasting())).orElse(""),
                    turn.map(Coroutines.Turn::bundle).orElse(""));
        }
        CommandLine.print(table.text());
    }

    /**
     * {@code coro:names}.
     *
     * @param help whether only help is wanted
     * @param rest nothing
     */
    @Descriptor("lists the registered names and who holds them")
    public void names(
            @Descriptor("explain")
                    @Parameter(
                            names = {"-h", "--help"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean help,
            @Descriptor("nothing") Object... rest) {
        if (CommandLine.explained("names", help)) return;
        CommandLine.words("names", 0, 0, rest);
        var table = new Table(Column.text("NAME", 60), Column.text("COROUTINE", 80));
        present(names).all().forEach(table::row);
        CommandLine.print(table.text());
    }

    /**
     * {@code coro:help}.
     *
     * @param rest a command, or nothing
     */
    @Descriptor("explains the commands for coroutines")
    public void help(@Descriptor("a command of these") Object... rest) {
        if (rest.length == 0 || String.valueOf(rest[0]).matches("-h|--help")) {
            CommandLine.print(Help.overview());
            return;
        }
        String command = CommandLine.words("help", 0, 1, rest).get(0);
        CommandLine.print(Help.of(command)
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no command '" + Printable.line(command) + "' for coroutines: see coro:help")));
    }

    private static void reportSend(String done, Coro coro, SendResult result) {
        switch (result) {
            case SendResult.Accepted accepted -> report(done, coro);
            case SendResult.Full full ->
                throw new IllegalStateException(
                        "the mailbox of " + Printable.line(coro.toString()) + " is full, it holds " + full.bound());
            case SendResult.Gone gone -> throw gone(coro, gone.reason());
        }
    }

    private static void reportSignal(String done, Coro coro, SignalResult result) {
        switch (result) {
            case SignalResult.Accepted accepted -> report(done, coro);
            case SignalResult.Gone gone -> throw gone(coro, gone.reason());
        }
    }

    private static void report(String done, Coro coro) {
        CommandLine.print(done + " " + Printable.line(coro.toString()) + "\n");
    }

    private static IllegalStateException gone(Coro coro, String reason) {
        return new IllegalStateException(Printable.line(coro.toString()) + " is gone: " + Printable.line(reason));
    }

    private Coroutines coroutines() {
        return present(coroutines);
    }

    private static <T> T present(T service) {
        if (service == null) {
            throw new IllegalStateException("there is no scheduler: start the bundle com.acme.coro.scheduler");
        }
        return service;
    }
}
