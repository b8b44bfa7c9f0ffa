package com.acme.coro.examples.web;

import com.acme.coro.api.Coro;
import com.acme.coro.api.io.AsyncServerSocket;
import com.acme.coro.api.io.AsyncSockets;
import com.acme.coro.api.io.ListenSpec;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Asks the web server for its pages with the JDK's client, one by one and many at a time. */
@Component(
        service = Callable.class,
        property = {"coro.demo:Integer=78", "coro.demo.title=A small web server"})
public final class WebDemo implements Callable<String> {
    private static final Map<String, String> PAGES = Map.of(
            "/", "<h1>Welcome</h1> <a href='/news'>News</a>, <a href='/about'>about</a>",
            "/news", "<h1>News</h1> It is \u03c0 o'clock.",
            "/about", "<h1>About</h1> Served by a coroutine.");
    private static final int MANY = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final AsyncSockets sockets;
    private final WebServer server;

    /**
     * For the component runtime.
     *
     * @param sockets listens
     * @param server what is checked
     */
    @Activate
    public WebDemo(@Reference AsyncSockets sockets, @Reference WebServer server) {
        this.sockets = sockets;
        this.server = server;
    }

    @Override
    public String call() throws Exception {
        try (AsyncServerSocket listening = sockets.listen(ListenSpec.on("127.0.0.1", 0));
                HttpClient browser = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
            Coro serving = server.serve(listening, PAGES);
            try {
                return browse(browser, "http://127.0.0.1:" + listening.port());
            } finally {
                browser.shutdownNow();
                serving.terminate("the browser is closed");
                serving.tryJoin(PATIENCE);
            }
        }
    }

    private static String browse(HttpClient browser, String site) throws Exception {
        for (var page : PAGES.entrySet()) {
            HttpResponse<String> got =
                    send(browser, request(site + page.getKey()).build());
            check(got.statusCode() == 200 && got.body().equals(page.getValue()), page.getKey() + ": " + got.body());
        }
        HttpResponse<String> missing = send(browser, request(site + "/nothing").build());
        check(missing.statusCode() == 404, "/nothing: " + missing.statusCode());
        HttpResponse<String> refused =
                send(browser, request(site + "/").DELETE().build());
        check(refused.statusCode() == 405, "DELETE: " + refused.statusCode());

        var answers = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        for (int i = 0; i < MANY; i++) {
            answers.add(browser.sendAsync(request(site + "/news?" + i).build(), body()));
        }
        for (var answer : answers) {
            HttpResponse<String> got = answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            check(got.body().equals(PAGES.get("/news")), "one of many: " + got.body());
        }
        return PAGES.size() + " pages came as they are, a page that is not there is a 404, DELETE is a 405; " + MANY
                + " requests at the same time were answered";
    }

    private static HttpRequest.Builder request(String address) {
        return HttpRequest.newBuilder(URI.create(address)).timeout(PATIENCE);
    }

    private static HttpResponse<String> send(HttpClient browser, HttpRequest request)
            throws IOException, InterruptedException {
        return browser.send(request, body());
    }

    private static HttpResponse.BodyHandler<String> body() {
        return BodyHandlers.ofString(StandardCharsets.UTF_8);
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) throw new IllegalStateException(otherwise);
    }
}
