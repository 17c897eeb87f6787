package io.sluice.sfmc;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The few calls of SFMC that the gateway makes, over HTTP: tokens are counted up, rowsets echoed, contacts and events
 * accepted, unless an answer was scripted.
 */
final class FakeSfmc implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int BREAK = -1;
    private static final int HANG = -2;

    private final HttpServer server;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final Queue<Scripted> scripted = new ConcurrentLinkedQueue<>();
    private final Queue<Scripted> scriptedTokens = new ConcurrentLinkedQueue<>();
    private volatile String instanceUrl;
    private volatile String scope = "";
    private volatile long tokenMillis;
    private int tokens;

    /** @param query as sent; empty without one */
    record Seen(String method, String path, String query, Map<String, List<String>> headers, String body, long nanos) {
        String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> String.join(",", header.getValue()))
                    .findFirst()
                    .orElse("");
        }
    }

    /** @param retryAfter empty: no such header */
    record Scripted(int status, String retryAfter, String body) {}

    FakeSfmc() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
        instanceUrl = url() + "/";
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** The next call that is not for a token gets this answer. */
    FakeSfmc answers(int status, String body) {
        scripted.add(new Scripted(status, "", body));
        return this;
    }

    /** The next call that is not for a token gets no answer, and its connection is broken. */
    FakeSfmc breaks() {
        return answers(BREAK, "");
    }

    /** The next call that is not for a token gets no answer as long as this runs. */
    FakeSfmc hangs() {
        return answers(HANG, "");
    }

    FakeSfmc answers(int status, String retryAfter, String body) {
        scripted.add(new Scripted(status, retryAfter, body));
        return this;
    }

    /** Where the answer to the next token request points to. */
    void pointsTo(String url) {
        instanceUrl = url;
    }

    /** What the tokens may do from now on. */
    void grants(String scopes) {
        scope = scopes;
    }

    /** The next token request gets this answer. */
    FakeSfmc answersTokenRequest(int status, String body) {
        scriptedTokens.add(new Scripted(status, "", body));
        return this;
    }

    /** How long a token request takes. */
    void tokensTake(long millis) {
        tokenMillis = millis;
    }

    List<Seen> seen() {
        return seen;
    }

    List<Seen> calls() {
        return seen.stream().filter(call -> !forToken(call.path())).toList();
    }

    List<Seen> tokenRequests() {
        return seen.stream().filter(call -> forToken(call.path())).toList();
    }

    private static boolean forToken(String path) {
        return path.equals("/v2/token") || path.equals("/v1/requestToken");
    }

    private void handle(HttpExchange exchange) throws IOException {
        var arrived = System.nanoTime();
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var path = exchange.getRequestURI().getRawPath();
        var query = Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), "");
        var headers = Map.copyOf(exchange.getRequestHeaders());
        seen.add(new Seen(exchange.getRequestMethod(), path, query, headers, body, arrived));
        var answer = forToken(path) ? token(path) : answer(path, body);
        if (answer.status() == HANG) {
            await(closed);
        }
        if (answer.status() < 0) {
            exchange.close();
            return;
        }
        if (!answer.retryAfter().isEmpty()) {
            exchange.getResponseHeaders().add("Retry-After", answer.retryAfter());
        }
        exchange.getResponseHeaders().add("Content-Type", "application/json; charset=utf-8");
        exchange.getResponseHeaders().add("Set-Cookie", "session=1");
        var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private Scripted token(String path) {
        pause(tokenMillis);
        var next = scriptedTokens.poll();
        if (next != null) {
            return next;
        }
        int number;
        synchronized (this) {
            number = ++tokens;
        }
        if (path.equals("/v1/requestToken")) {
            return ok("{\"accessToken\":\"token-%d\",\"expiresIn\":3600}".formatted(number));
        }
        return ok("""
                {"access_token":"token-%d","token_type":"Bearer","expires_in":1079,%s\
                "rest_instance_url":"%s","soap_instance_url":"%3$s"}""".formatted(number, scope.isEmpty() ? "" : "\"scope\":\"" + scope + "\",", instanceUrl));
    }

    private Scripted answer(String path, String body) throws IOException {
        var next = scripted.poll();
        if (next != null) {
            return next;
        }
        if (path.endsWith("/rowset")) {
            return ok(JSON.readTree(body).toString());
        }
        if (path.equals("/contacts/v1/contacts")) {
            return ok("{\"operationStatus\":\"OK\",\"rowsAffected\":1,\"hasErrors\":false,\"resultMessages\":[]}");
        }
        return new Scripted(201, "", "{\"eventInstanceId\":\"5c3a1c0e-6d2f-4b59-9c57-2d5f5b3ad5ab\"}");
    }

    private static Scripted ok(String body) {
        return new Scripted(200, "", body);
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
