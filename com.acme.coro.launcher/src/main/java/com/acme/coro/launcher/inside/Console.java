package com.acme.coro.launcher.inside;

import java.io.IOException;
import java.util.Map;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Where commands come from: a prompt where standard input is a terminal, its lines where it is not. There once the
 * process is ready.
 */
@Component(
        service = Console.class,
        immediate = true,
        property = {"osgi.command.scope=coro", "osgi.command.function=exit"})
public final class Console {
    private final Runnable exit;
    private final CommandSource source;

    /**
     * For the component runtime.
     *
     * @param gogo runs commands
     * @param screen is told when a line is being edited
     * @param exit ends the process in order
     * @param properties which kind of console is wanted
     * @throws IOException if the terminal cannot be had
     */
    @Activate
    public Console(
            @Reference CommandProcessor gogo,
            @Reference Screen screen,
            @Reference(name = "exit", target = "(coro.launcher=exit)") Runnable exit,
            @Reference(name = "exit.properties", service = Runnable.class, target = "(coro.launcher=exit)")
                    Map<String, Object> properties)
            throws IOException {
        this.exit = exit;
        this.source =
                "prompt".equals(properties.get("coro.console")) ? new Prompt(gogo, screen, exit) : new Lines(gogo);
        Thread.ofPlatform().daemon().name("coro console").start(source);
    }

    @Deactivate
    void close() {
        source.close();
    }

    /** {@code coro:exit}. */
    @Descriptor("ends the process in order")
    public void exit() {
        exit.run();
    }
}
