package com.acme.coro.examples.chat;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Self;
import com.acme.coro.api.Spawn;
import com.acme.coro.api.channel.Channel;
import com.acme.coro.api.channel.Channels;
import com.acme.coro.api.io.AsyncServerSocket;
import com.acme.coro.api.io.AsyncSocket;
import com.acme.coro.api.io.CoroIoException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * A room. Each guest has two coroutines: one passes on what the guest says, to a channel; one is subscribed to that, and
 * sends what it hears. A guest's first frame is the name, each other one a line.
 */
@Component(service = ChatServer.class)
public final class ChatServer {
    private static final int LINE_LIMIT = 1_000;
    private static final int BEHIND = 100;

    private final Scheduler coros;
    private final Channels channels;

    /**
     * For the component runtime.
     *
     * @param coros runs it
     * @param channels makes the room
     */
    @Activate
    public ChatServer(@Reference Scheduler coros, @Reference Channels channels) {
        this.coros = coros;
        this.channels = channels;
    }

    /**
     * Opens a room.
     *
     * @param server where guests come; with TLS or without
     * @return the coroutine that lets them in, until it is terminated
     */
    public Coro open(AsyncServerSocket server) {
        return coros.spawn("doorkeeper", self -> {
            self.daemon(true);
            // belongs to this coroutine, and ends with it
            Channel room = channels.create("examples.chat-" + server.port(), ChatServer::unlessShouted);
            while (true) {
                AsyncSocket guest = server.accept();
                coros.spawn("guest", each -> {
                    attend(guest, room);
                    return null;
                });
            }
        });
    }

    private void attend(AsyncSocket guest, Channel room) {
        try (guest) {
            Optional<byte[]> name = guest.recvMsg(LINE_LIMIT);
            if (name.isPresent()) attend(text(name.get()), guest, room);
        } catch (CoroIoException gone) {
            // A guest may leave without a word. The others have been told.
        }
    }

    private void attend(String name, AsyncSocket guest, Channel room) {
        // Bounded: who does not read misses what does not fit, and costs the server no more memory than that.
        Coro ear = coros.spawn(Spawn.named("to " + name).bound(BEHIND), self -> passOn(self, guest));
        room.subscribe(ear);
        room.send(name + " has come");
        try {
            for (var line = guest.recvMsg(LINE_LIMIT); line.isPresent(); line = guest.recvMsg(LINE_LIMIT)) {
                room.send(name + ": " + text(line.get()));
            }
        } finally {
            room.unsubscribe(ear);
            ear.terminate(name + " has left");
            room.send(name + " has left");
        }
    }

    private static Object passOn(Self self, AsyncSocket guest) {
        try {
            while (true) guest.sendMsg(self.receive(String.class).getBytes(StandardCharsets.UTF_8));
        } catch (CoroIoException gone) {
            return null; // who reads will notice, too
        }
    }

    /** A channel's transform: changes what is sent to it, or drops it. */
    private static Optional<Object> unlessShouted(String channel, Object line) {
        String said = line.toString().replaceFirst("^[^:]*: ", "");
        boolean shouted = said.equals(said.toUpperCase(Locale.ROOT)) && !said.equals(said.toLowerCase(Locale.ROOT));
        return shouted ? Optional.empty() : Optional.of(line);
    }

    private static String text(byte[] frame) {
        return new String(frame, StandardCharsets.UTF_8);
    }
}
