package com.acme.coro.examples.switchboard;

import com.acme.coro.api.Carried;
import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroFunction;
import com.acme.coro.api.FunctionName;
import com.acme.coro.api.NoSuchFunctionException;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.SchedulerClosedException;
import com.acme.coro.api.Self;
import com.acme.coro.api.Transferable;
import com.acme.coro.api.io.AsyncServerSocket;
import com.acme.coro.api.io.AsyncSocket;
import com.acme.coro.api.io.AsyncSockets;
import com.acme.coro.api.io.ListenSpec;
import com.acme.coro.api.io.Tls;
import java.time.Duration;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Accepts, and starts a {@link Call} for each connection. The first version listens, with the {@link Tls} that is its
 * first argument, and tells the {@link Coro} that is its second one the port; the versions after it go on with the same
 * socket.
 */
@Component
@FunctionName("examples.switchboard")
public final class Switchboard implements CoroFunction {
    /**
     * What the next version gets.
     *
     * @param server where callers come
     * @param caller who has come, and has no call yet
     */
    @Transferable
    record Desk(AsyncServerSocket server, Optional<AsyncSocket> caller) {}

    private final Scheduler coros;
    private final AsyncSockets sockets;

    /**
     * For the component runtime.
     *
     * @param coros runs the calls
     * @param sockets listens
     */
    @Activate
    public Switchboard(@Reference Scheduler coros, @Reference AsyncSockets sockets) {
        this.coros = coros;
        this.sockets = sockets;
    }

    @Override
    public Object run(Self self, Object... args) {
        Carried<Desk> desk = self.carried(Desk.class, () -> open((Tls) args[0], (Coro) args[1]));
        AsyncServerSocket server = desk.get().server();
        // snippet: accept
        while (true) {
            AsyncSocket caller = desk.get().caller().orElseGet(server::accept); // a swap point
            desk.set(new Desk(server, Optional.of(caller)));
            try {
                coros.start("examples.switchboard.call", caller);
                desk.set(new Desk(server, Optional.empty()));
            } catch (SchedulerClosedException | NoSuchFunctionException stopping) {
                self.sleep(Duration.ofMillis(1)); // this bundle starts nothing more: the next version does
            }
        }
        // end
    }

    private Desk open(Tls tls, Coro asker) {
        AsyncServerSocket server = sockets.listen(ListenSpec.on("127.0.0.1", 0).tls(tls));
        asker.send(server.port());
        return new Desk(server, Optional.empty());
    }
}
