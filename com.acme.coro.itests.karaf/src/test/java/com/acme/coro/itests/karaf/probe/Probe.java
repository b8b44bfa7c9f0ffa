package com.acme.coro.itests.karaf.probe;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.io.AsyncServerSocket;
import com.acme.coro.api.io.AsyncSocket;
import com.acme.coro.api.io.AsyncSockets;
import com.acme.coro.api.io.ConnectSpec;
import com.acme.coro.api.io.ListenSpec;
import com.acme.coro.api.io.PeerCredentials;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** What runs inside Karaf for a test: commands in the scope that is the bundle's name. Knows the API alone, as users do. */
public final class Probe implements BundleActivator {
    private static final Duration SOON = Duration.ofSeconds(30);

    private BundleContext context;

    @Override
    public void start(BundleContext started) {
        context = started;
        var properties = new Hashtable<String, Object>();
        properties.put("osgi.command.scope", started.getBundle().getSymbolicName());
        properties.put("osgi.command.function", new String[] {"listen", "ask", "demo", "serve"});
        started.registerService(Object.class, this, properties);
    }

    @Override
    public void stop(BundleContext stopped) {
        // what is registered, and what it has of others, ends with the bundle
    }

    private <S> S service(Class<S> type, String filter) throws InvalidSyntaxException {
        return context.getServiceReferences(type, filter).stream()
                .findFirst()
                .map(context::getService)
                .orElseThrow(() -> new IllegalStateException("there is no " + type.getName() + " " + filter));
    }

    private <S> S service(Class<S> type) throws InvalidSyntaxException {
        return service(type, null);
    }

    private Scheduler coros() throws InvalidSyntaxException {
        return service(Scheduler.class, "(coro.scheduler=default)");
    }

    /** Answers a line of each who connects as this user. */
    public void listen() throws InvalidSyntaxException {
        Scheduler coros = coros();
        AsyncServerSocket server = service(AsyncSockets.class)
                .listen(ListenSpec.on("127.0.0.1", 0)
                        .tls(service(PeerCredentials.class).server()));
        coros.spawn("accept", self -> {
            self.daemon(true);
            while (true) {
                AsyncSocket connection = server.accept();
                coros.spawn("answer", each -> {
                    try (connection) {
                        String line = connection.readLine().orElseThrow();
                        var client = connection.handshake().peer().get(0);
                        connection.sendAll(
                                (line + " " + client.getSerialNumber() + "\n").getBytes(StandardCharsets.US_ASCII));
                    }
                    return null;
                });
            }
        });
        System.out.println("port=" + server.port());
    }

    /** Sends a line as this user. */
    public void ask(int port) throws InvalidSyntaxException {
        PeerCredentials trust = service(PeerCredentials.class);
        Coro asking = coros().spawn("asks", self -> {
            try (AsyncSocket s = service(AsyncSockets.class)
                    .connect(ConnectSpec.to("localhost", port).tls(trust.client()))) {
                s.sendAll("hello\n".getBytes(StandardCharsets.US_ASCII));
                var server = s.handshake().peer().get(0);
                // processes have one certificate, so that both sides show the same here
                if (!s.readLine().equals(Optional.of("hello " + server.getSerialNumber())))
                    throw new IllegalStateException("answered wrong");
                return s.handshake().protocol();
            }
        });
        System.out.println("both sides have shown certificates over " + asking.value(SOON));
    }

    /** Runs the check of an example. */
    public void demo(String bundle) throws Exception {
        for (ServiceReference<?> each : context.getServiceReferences(Callable.class, "(coro.demo=*)")) {
            if (each.getBundle().getSymbolicName().equals(bundle)) {
                System.out.println("held: " + ((Callable<?>) context.getService(each)).call());
                return;
            }
        }
        throw new IllegalStateException("there is no check in " + bundle);
    }

    /** Starts the example's web server, of which it knows no class. */
    public void serve() throws Exception {
        ServiceReference<?>[] found = context.getAllServiceReferences(
                "com.acme.coro.examples.web.WebServer", "(" + Constants.SERVICE_ID + "=*)");
        if (found == null) throw new IllegalStateException("there is no web server");
        AsyncServerSocket site = service(AsyncSockets.class).listen(ListenSpec.on("127.0.0.1", 0));
        Object web = context.getService(found[0]);
        Method serve = web.getClass().getMethod("serve", AsyncServerSocket.class, Map.class);
        serve.invoke(web, site, Map.of("/", "<h1>Served in Karaf</h1>"));
        System.out.println("port=" + site.port());
    }
}
