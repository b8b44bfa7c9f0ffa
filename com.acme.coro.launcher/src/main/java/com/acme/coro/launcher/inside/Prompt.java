package com.acme.coro.launcher.inside;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Job;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * Commands that somebody types, with history and completion. Ctrl-C ends a command that runs; at the prompt it drops
 * what was typed, and ends the process if nothing was.
 */
final class Prompt implements CommandSource {
    private final Screen screen;
    private final Runnable exit;
    private final Terminal terminal;
    private final PrintStream out;
    private final CommandSession session;
    // Cleared by whoever closes, read by the thread that reads lines.
    private volatile boolean open = true;

    Prompt(CommandProcessor gogo, Screen screen, Runnable exit) throws IOException {
        this.screen = screen;
        this.exit = exit;
        terminal = TerminalBuilder.builder()
                .name("coro")
                .system(true)
                .nativeSignals(true)
                .build();
        out = new PrintStream(terminal.output(), true, StandardCharsets.UTF_8);
        session = gogo.createSession(terminal.input(), out, out);
    }

    @Override
    public void run() {
        var commands = new Commands(session, out, out);
        terminal.handle(Terminal.Signal.INT, signal -> {
            Job running = session.foregroundJob();
            if (running != null) running.interrupt();
        });
        LineReader reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .completer((line, words, candidates) -> {
                    if (words.wordIndex() == 0) {
                        commands.names().forEach(name -> candidates.add(new Candidate(name)));
                    }
                })
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .build();
        while (open) {
            try {
                screen.editing(reader::printAbove);
                String line = reader.readLine("coro> ");
                screen.idle();
                if (!line.isBlank()) commands.run(line);
            } catch (UserInterruptException interrupted) {
                if (interrupted.getPartialLine().isBlank()) leave();
            } catch (EndOfFileException end) {
                leave();
            }
        }
        screen.idle();
    }

    private void leave() {
        if (open) exit.run();
        open = false;
    }

    @Override
    public void close() {
        open = false;
        session.close();
        try {
            terminal.close();
        } catch (IOException left) {
            System.err.println("coro: the terminal was not given back: " + left.getMessage());
        }
    }
}
