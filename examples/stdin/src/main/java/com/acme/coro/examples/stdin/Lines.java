package com.acme.coro.examples.stdin;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.sync.AsyncThreadPool;
import com.acme.coro.api.sync.ThreadPools;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Sends the lines of a stream to a coroutine as they come, for instance of standard input:
 *
 * <pre>{@code
 * lines.follow(System.in, chat);
 * }</pre>
 *
 * <p>Reading blocks a thread. A coroutine that did it itself would keep its whole scheduler waiting, so a thread of a
 * pool does, and only the coroutine waits.
 */
@Component(service = Lines.class)
public final class Lines {
    /** Sent after the last line. */
    public record EndOfInput() {}

    private final Scheduler coros;
    private final ThreadPools pools;

    /**
     * For the component runtime.
     *
     * @param coros runs the readers
     * @param pools opens their pools
     */
    @Activate
    public Lines(@Reference Scheduler coros, @Reference ThreadPools pools) {
        this.coros = coros;
        this.pools = pools;
    }

    /**
     * Starts to read.
     *
     * @param input what to read, in UTF-8; not closed
     * @param to gets a String for each line, then {@link EndOfInput}
     * @return the coroutine that reads; terminate it to stop
     */
    public Coro follow(InputStream input, Coro to) {
        // snippet: follow
        return coros.spawn("lines", self -> {
            var reader = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
            try (AsyncThreadPool pool = pools.open("lines", 1)) {
                for (String line = pool.call(reader::readLine); line != null; line = pool.call(reader::readLine)) {
                    to.send(line);
                }
            }
            return to.send(new EndOfInput());
        });
        // end
    }
}
