package com.acme.coro.launcher.inside;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Component;

/** Prints lines while somebody may be typing. */
@Component(service = Screen.class)
public final class Screen {
    // Set by the console while it edits a line; whoever prints reads it.
    private final AtomicReference<Optional<Consumer<String>>> above = new AtomicReference<>(Optional.empty());

    void editing(Consumer<String> printAbove) {
        above.set(Optional.of(printAbove));
    }

    void idle() {
        above.set(Optional.empty());
    }

    void print(String line) {
        above.get().orElse(System.err::println).accept(line);
    }
}
