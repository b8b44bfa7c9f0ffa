package com.acme.coro.examples.web;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroTimeoutException;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.io.AsyncServerSocket;
import com.acme.coro.api.io.AsyncSocket;
import com.acme.coro.api.io.CoroIoException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Answers GET and HEAD of HTTP/1.1, one request after the other on each connection. A request has 8 KiB and 10 s; who
 * sends more, or sends it slower, is not served any further.
 */
@Component(service = WebServer.class)
public final class WebServer {
    private static final int LIMIT = 8 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};

    private final Scheduler coros;

    /**
     * For the component runtime.
     *
     * @param coros runs it
     */
    @Activate
    public WebServer(@Reference Scheduler coros) {
        this.coros = coros;
    }

    /**
     * Starts to serve.
     *
     * @param server where requests come; with TLS or without
     * @param pages HTML by path
     * @return the coroutine that accepts, until it is terminated
     */
    public Coro serve(AsyncServerSocket server, Map<String, String> pages) {
        return coros.spawn("web", self -> {
            self.daemon(true);
            while (true) {
                AsyncSocket connection = server.accept();
                coros.spawn("browser", each -> {
                    converse(connection, pages);
                    return null;
                });
            }
        });
    }

    private static void converse(AsyncSocket connection, Map<String, String> pages) {
        try (connection) {
            boolean more = true;
            while (more) {
                Optional<byte[]> head = connection.recvUntil(HEAD_END, LIMIT, PATIENCE);
                if (head.isEmpty()) return;
                Request request = Request.of(new String(head.get(), StandardCharsets.ISO_8859_1));
                more = request.keepsConnection();
                connection.sendAll(answer(request, pages), PATIENCE);
            }
        } catch (CoroIoException | CoroTimeoutException gone) {
            // A browser comes and goes as it likes.
        }
    }

    private static byte[] answer(Request request, Map<String, String> pages) {
        if (!request.isWellFormed()) return response("400 Bad Request", "<h1>What?</h1>", request);
        if (!request.method().equals("GET") && !request.method().equals("HEAD"))
            return response("405 Method Not Allowed", "<h1>GET and HEAD only</h1>", request);
        String page = pages.get(request.path());
        if (page == null) return response("404 Not Found", "<h1>There is no such page</h1>", request);
        return response("200 OK", page, request);
    }

    private static byte[] response(String status, String page, Request request) {
        int length = page.getBytes(StandardCharsets.UTF_8).length;
        String head = "HTTP/1.1 " + status + "\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: " + length
                + (status.startsWith("405") ? "\r\nAllow: GET, HEAD" : "")
                + "\r\nConnection: " + (request.keepsConnection() ? "keep-alive" : "close") + "\r\n\r\n";
        return (request.method().equals("HEAD") ? head : head + page).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * What a browser wants.
     *
     * @param method GET, for instance; empty if the request makes no sense
     * @param path without a query
     * @param keepsConnection whether another request may follow
     */
    private record Request(String method, String path, boolean keepsConnection) {
        static Request of(String head) {
            String[] words = head.substring(0, head.indexOf('\r')).split(" ", -1);
            if (words.length != 3 || !words[2].startsWith("HTTP/1.")) return new Request("", "", false);
            String fields = head.toLowerCase(Locale.ROOT);
            // What a browser sends along with other methods is not read here, so nothing can follow it.
            boolean keeps = words[2].equals("HTTP/1.1")
                    && !fields.contains("\r\nconnection: close\r\n")
                    && !fields.contains("\r\ncontent-length:")
                    && !fields.contains("\r\ntransfer-encoding:");
            return new Request(words[0], words[1].split("\\?", 2)[0], keeps);
        }

        boolean isWellFormed() {
            return !method.isEmpty() && path.startsWith("/");
        }
    }
}
