package com.acme.coro.itests.io;

import com.acme.coro.itests.container.SourceJar;

/**
 * Versions of a bundle that serves connections with functions: one coroutine accepts, one for each connection answers each
 * line with the version and the line. Each hands its socket over to the next version.
 */
final class ConnectionServers {
    /** Where the port is told: what a bundle shares with a test that has no class of it. */
    static final String PORT = "test.connections.port";

    private static final String SERVER = """
        package connections;

        import com.acme.coro.api.*;
        import com.acme.coro.api.io.*;
        import java.time.Duration;
        import java.util.*;

        public final class Server implements CoroFunction {
            private Scheduler coros;
            private AsyncSockets sockets;

            @Override
            public Object run(Self self, Object... args) {
                var held = new ArrayDeque<Object>(self.carried(List.class).orElse(List.of()));
                if (held.isEmpty()) {
                    AsyncServerSocket server = sockets.listen(ListenSpec.on("127.0.0.1", 0));
                    System.setProperty("${PORT}", String.valueOf(server.port()));
                    held.add(server);
                }
                self.swappable(() -> List.copyOf(held));
                var server = (AsyncServerSocket) held.getFirst();
                while (true) {
                    if (held.size() == 1) held.add(server.accept());
                    try {
                        coros.start("test.connection", held.getLast());
                        held.removeLast();
                    } catch (SchedulerClosedException | NoSuchFunctionException stopping) {
                        self.sleep(Duration.ofMillis(1)); // the next version starts it
                    }
                }
            }
        }
        """;

    private static final String CONNECTION = """
        package connections;

        import com.acme.coro.api.*;
        import com.acme.coro.api.io.*;
        import java.nio.charset.StandardCharsets;
        import java.util.*;

        public final class Connection implements CoroFunction {
            @Override
            public Object run(Self self, Object... args) {
                AsyncSocket socket = self.carried(AsyncSocket.class).orElseGet(() -> ((AsyncSocket) args[0]).take());
                self.swappable(() -> socket);
                for (Optional<String> line = socket.readLine(); line.isPresent(); line = socket.readLine()) {
                    socket.sendAll(("${VERSION} " + line.get() + "\\n").getBytes(StandardCharsets.UTF_8));
                }
                socket.close();
                return "ended";
            }
        }
        """;

    private static final String COMPONENT = """
        <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="connections.Server">
            <service><provide interface="com.acme.coro.api.CoroFunction"/></service>
            <property name="coro.function.name" value="test.connections"/>
            <property name="coro.start.name" value="test.connections"/>
            <reference name="coros" interface="com.acme.coro.api.Scheduler" field="coros"/>
            <reference name="sockets" interface="com.acme.coro.api.io.AsyncSockets" field="sockets"/>
            <implementation class="connections.Server"/>
        </scr:component>
        """;

    private ConnectionServers() {}

    static SourceJar version(int version) {
        return new SourceJar("test.connections", version + ".0.0")
                .header(
                        "Import-Package",
                        "com.acme.coro.api;version=\"[1.0,2)\",com.acme.coro.api.io;version=\"[1.0,2)\"")
                .source("connections.Server", SERVER.replace("${PORT}", PORT))
                .source("connections.Connection", CONNECTION.replace("${VERSION}", String.valueOf(version)))
                .function("connections.Connection", "test.connection")
                .component("connections.Server", COMPONENT);
    }
}
