package com.acme.coro.examples.datagrams;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.io.AsyncDatagram;
import java.nio.ByteBuffer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** A server: answers a number with the number and its square. It loses some questions, as a network may. */
@Component(service = Squares.class)
public final class Squares {
    static final int QUESTION = Integer.BYTES;
    static final int ANSWER = Integer.BYTES + Long.BYTES;

    private final Scheduler coros;

    /**
     * For the component runtime.
     *
     * @param coros runs it
     */
    @Activate
    public Squares(@Reference Scheduler coros) {
        this.coros = coros;
    }

    /**
     * Starts to answer.
     *
     * @param socket where questions come
     * @param loses every how-manieth it loses
     * @return the coroutine that does, until it is terminated
     */
    public Coro serve(AsyncDatagram socket, int loses) {
        return coros.spawn("squares", self -> {
            self.daemon(true);
            for (int questions = 1; ; questions++) {
                AsyncDatagram.Packet came = socket.receive(QUESTION);
                boolean lost = questions % loses == 0;
                if (lost || came.truncated() || came.data().length != QUESTION) continue; // nobody is told
                int number = ByteBuffer.wrap(came.data()).getInt();
                byte[] answer = ByteBuffer.allocate(ANSWER)
                        .putInt(number)
                        .putLong((long) number * number)
                        .array();
                socket.send(answer, came.from());
            }
        });
    }
}
