package io.sluice.sandbox.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;

/**
 * The JDK's HTTP server, with as many threads as there are requests in flight: a slow answer never delays the arrival
 * of another request, so arrival times are true.
 */
public final class HttpFront implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(HttpFront.class.getName());
    private static final Executor AFTER_TEN_MINUTES = CompletableFuture.delayedExecutor(10, TimeUnit.MINUTES);

    static {
        // Without this, small answers on a kept-alive connection wait 40 ms for the client's delayed ACK.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        // A client's pool may keep more connections than the server's default of 200, and longer than its 30 s.
        System.setProperty("sun.net.httpserver.maxIdleConnections", "2000");
        System.setProperty("sun.net.httpserver.idleInterval", "300");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Handler handler;
    private final ToIntFunction<String> maxBytes;

    /**
     * @param port 0 for any free one
     * @param maxBytes the longest body, inflated, by the path of its request
     */
    public HttpFront(String host, int port, ToIntFunction<String> maxBytes, Handler handler) throws IOException {
        this.handler = handler;
        this.maxBytes = maxBytes;
        server = HttpServer.create(new InetSocketAddress(host, port), 1024);
        server.createContext("/", this::serve);
        server.setExecutor(threads);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private void serve(HttpExchange exchange) {
        try {
            send(exchange, handler.handle(call(exchange)));
        } catch (IOException | UncheckedIOException e) {
            // The client went away; there is nobody to tell.
            exchange.close();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "The sandbox failed to answer " + exchange.getRequestURI(), e);
            exchange.close();
        }
    }

    private Call call(HttpExchange exchange) {
        return new Call(
                exchange.getRequestMethod(),
                Target.of(exchange.getRequestURI()),
                exchange.getRequestHeaders(),
                exchange.getRequestBody(),
                maxBytes.applyAsInt(exchange.getRequestURI().getPath()));
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        if (reply instanceof Reply.Answer answer) {
            answer(exchange, answer);
        } else if (reply instanceof Reply.Stream stream) {
            exchange.getResponseHeaders().set("Content-Type", stream.contentType());
            exchange.sendResponseHeaders(200, 0);
            try (var out = exchange.getResponseBody()) {
                stream.writing().to(out);
            }
        } else if (reply instanceof Reply.Hanging) {
            // An exchange that is not closed stays open without a thread. A client gives up long before this.
            AFTER_TEN_MINUTES.execute(exchange::close);
        } else {
            exchange.close();
        }
    }

    private static void answer(HttpExchange exchange, Reply.Answer answer) throws IOException {
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        var empty = answer.body().length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(answer.status(), empty ? -1 : answer.body().length);
        if (!empty) {
            exchange.getResponseBody().write(answer.body());
        }
        exchange.close();
    }

    /** Closes at once: a stand-in owes nobody an orderly end. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
