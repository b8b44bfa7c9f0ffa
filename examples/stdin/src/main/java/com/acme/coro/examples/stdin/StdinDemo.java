package com.acme.coro.examples.stdin;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Scheduler;
import com.acme.coro.examples.stdin.Lines.EndOfInput;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Reads what a coroutine of the same scheduler types, slowly. Had reading blocked the scheduler, nothing would ever
 * have been typed.
 */
@Component(
        service = Callable.class,
        property = {"coro.demo:Integer=50", "coro.demo.title=Lines of a blocking stream, through the thread pool"})
public final class StdinDemo implements Callable<String> {
    private static final List<String> TYPED = List.of("hello", "is anybody there?", "bye");

    private final Scheduler coros;
    private final Lines lines;

    /**
     * For the component runtime.
     *
     * @param coros runs the typist and the receiver
     * @param lines what is checked
     */
    @Activate
    public StdinDemo(@Reference Scheduler coros, @Reference Lines lines) {
        this.coros = coros;
        this.lines = lines;
    }

    @Override
    public String call() throws IOException {
        var keyboard = new PipedOutputStream();
        var input = new PipedInputStream(keyboard);
        Coro receiver = coros.spawn("receiver", self -> {
            var got = new ArrayList<Object>();
            Object message = self.receive();
            while (!(message instanceof EndOfInput)) {
                got.add(message);
                message = self.receive();
            }
            return got;
        });
        Coro reader = lines.follow(input, receiver);
        coros.spawn("typist", self -> {
            try (keyboard) {
                for (String line : TYPED) {
                    self.sleep(Duration.ofMillis(100));
                    keyboard.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                    keyboard.flush();
                }
            }
            return null;
        });
        if (receiver.tryJoin(Duration.ofSeconds(10)).isEmpty()) {
            reader.terminate("the demonstration is over");
            throw new IllegalStateException("the end of the input was not seen within 10 s");
        }
        Object got = receiver.value();
        if (!got.equals(TYPED)) throw new IllegalStateException("typed were " + TYPED + " and read were " + got);
        return "a thread of the pool was blocked in reading, the coroutines went on: " + got;
    }
}
