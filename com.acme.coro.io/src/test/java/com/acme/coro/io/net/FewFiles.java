package com.acme.coro.io.net;

import com.acme.coro.api.io.AsyncServerSocket;
import com.acme.coro.api.io.AsyncSocket;
import com.acme.coro.api.io.ConnectFailedException;
import com.acme.coro.api.io.CoroIoException;
import com.acme.coro.api.standalone.CoroRuntime;
import com.acme.coro.api.standalone.CoroRuntimeProvider;
import com.acme.coro.api.standalone.RuntimeSettings;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.ServiceLoader;

/** A process that runs out of open files, and goes on. Prints what it saw; see {@link TooManyFilesTest}. */
final class FewFiles {
    private FewFiles() {}

    public static void main(String[] args) throws Exception {
        var provider = ServiceLoader.load(CoroRuntimeProvider.class).findFirst().orElseThrow();
        try (CoroRuntime runtime = provider.open(RuntimeSettings.DEFAULT);
                var nets = new Nets(runtime.parking());
                AsyncServerSocket server = nets.sockets.listen(Nets.ANY_PORT)) {
            String refused = "";
            try (AsyncSocket one = nets.sockets.connect("127.0.0.1", server.port());
                    AsyncSocket other = server.accept()) {
                echo(one, other);
                loadClasses(nets);
                try {
                    while (true) {
                        // what nobody closes stays open until its bundle stops
                        nets.sockets.connect("127.0.0.1", server.port());
                        server.tryAccept(Duration.ofMillis(1));
                    }
                } catch (ConnectFailedException e) {
                    refused = "connect: " + e.reason() + ": " + e.getMessage();
                } catch (CoroIoException e) {
                    refused = "accept: " + e.getMessage();
                }
                System.out.println(refused.replace(server.port() + "", "PORT"));
                echo(one, other);
            }
            nets.complaints.clear();
            nets.sockets.close();
            awaitNone(nets);
            acceptWithoutFiles(nets);
            again(nets);
        }
    }

    private static void echo(AsyncSocket one, AsyncSocket other) {
        one.sendAll(new byte[] {7});
        System.out.println("came: " + other.recvAll(1)[0]);
    }

    /** What is needed to say that there are too many files may be in files. */
    private static void loadClasses(Nets nets) {
        var bundle = new BundleSockets(nets.net);
        AsyncServerSocket gone = bundle.listen(Nets.ANY_PORT);
        bundle.connect("127.0.0.1", gone.port());
        gone.accept();
        bundle.close();
        try {
            nets.sockets.connect("127.0.0.1", gone.port()).close();
        } catch (ConnectFailedException refused) {
            if (new CoroIoException("", refused.where(), refused).where().isEmpty()) throw refused;
        }
    }

    /** What waits to be accepted stays, and is accepted as soon as there is a file for it. */
    private static void acceptWithoutFiles(Nets nets) throws Exception {
        try (var bundle = new BundleSockets(nets.net);
                AsyncServerSocket server = bundle.listen(Nets.ANY_PORT);
                var peer = new Socket("127.0.0.1", server.port())) {
            peer.setTcpNoDelay(true);
            var files = new ArrayList<FileInputStream>();
            boolean came;
            try {
                while (true) files.add(new FileInputStream("/dev/null"));
            } catch (FileNotFoundException full) {
                came = server.tryAccept(Duration.ofMillis(500)).isPresent();
            }
            for (FileInputStream f : files) f.close();
            System.out.println("accepted: " + came + ", reported: " + nets.complaints.size());
            nets.complaints.clear();
            server.accept().close();
        }
    }

    private static void awaitNone(Nets nets) {
        com.acme.coro.testkit.Eventually.holds("all closed", () -> nets.net.size() == 0);
    }

    /** There is room again. */
    private static void again(Nets nets) throws Exception {
        try (var bundle = new BundleSockets(nets.net);
                AsyncServerSocket server = bundle.listen(Nets.ANY_PORT);
                var peer = new Socket("127.0.0.1", server.port());
                AsyncSocket s = server.accept()) {
            peer.getOutputStream().write('x');
            System.out.println("again: " + Optional.of(s.recvAll(1)[0]).get());
        }
    }
}
