package com.acme.coro.examples.chat;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.io.AsyncServerSocket;
import com.acme.coro.api.io.AsyncSockets;
import com.acme.coro.api.io.ConnectSpec;
import com.acme.coro.api.io.ListenSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Guests come into a room and talk all at the same time; looks whether all have heard the same. */
@Component(
        service = Callable.class,
        property = {"coro.demo:Integer=77", "coro.demo.title=A chat room: framed messages, and a channel"})
public final class ChatDemo implements Callable<String> {
    private static final List<String> GUESTS = List.of("Ada", "Ben", "Cleo", "Dan");
    private static final int LINES = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Scheduler coros;
    private final AsyncSockets sockets;
    private final ChatServer server;

    /**
     * For the component runtime.
     *
     * @param coros runs the guests
     * @param sockets connects
     * @param server what is checked
     */
    @Activate
    public ChatDemo(@Reference Scheduler coros, @Reference AsyncSockets sockets, @Reference ChatServer server) {
        this.coros = coros;
        this.sockets = sockets;
        this.server = server;
    }

    @Override
    public String call() {
        try (AsyncServerSocket listening = sockets.listen(ListenSpec.on("127.0.0.1", 0))) {
            Coro room = server.open(listening);
            try {
                return talk(ConnectSpec.to("127.0.0.1", listening.port()));
            } finally {
                room.terminate("the guests have left");
                room.tryJoin(PATIENCE);
            }
        }
    }

    private String talk(ConnectSpec to) {
        var guests = new ArrayList<ChatClient>();
        try {
            // Blocks this thread; that a guest has heard of the last one's coming means that both are in the room.
            for (String name : GUESTS) {
                guests.add(new ChatClient(sockets, to, name));
                for (ChatClient each : guests) expect(name + " has come", each.hear());
            }
            List<Coro> talks = guests.stream()
                    .map(guest -> coros.spawn("talk", self -> talk(guest)))
                    .toList();
            List<Object> heard =
                    talks.stream().map(talk -> talk.value(PATIENCE)).toList();
            if (heard.stream().distinct().count() != 1)
                throw new IllegalStateException("all were to hear the same, and not " + heard);
            guests.get(0).close();
            expect(GUESTS.get(0) + " has left", guests.get(1).hear());
            return GUESTS.size() + " guests said " + LINES + " lines each, and all heard the same "
                    + ((List<?>) heard.get(0)).size() + " in the same order; what was shouted nobody heard";
        } finally {
            guests.forEach(ChatClient::close);
        }
    }

    /** Says some lines, hears everybody's. */
    private static List<String> talk(ChatClient guest) {
        for (int i = 0; i < LINES; i++) {
            guest.say("HEAR ME!");
            guest.say("hello " + i);
        }
        var heard = new ArrayList<String>();
        for (int i = 0; i < GUESTS.size() * LINES; i++) heard.add(guest.hear());
        return heard;
    }

    private static void expect(String expected, String heard) {
        if (!heard.equals(expected))
            throw new IllegalStateException("heard '" + heard + "' and not '" + expected + "'");
    }
}
