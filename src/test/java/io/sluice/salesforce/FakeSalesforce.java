package io.sluice.salesforce;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An org over HTTP: sessions are counted up, limits told with every answer, and every other call is answered with an empty
 * array, unless an answer was scripted.
 */
final class FakeSalesforce implements AutoCloseable {
    private static final int BREAK = -1;
    private static final int HANG = -2;

    private final HttpServer server;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final Queue<Scripted> scripted = new ConcurrentLinkedQueue<>();
    private final Queue<Scripted> logins = new ConcurrentLinkedQueue<>();
    private final AtomicInteger sessions = new AtomicInteger();
    private final AtomicInteger used = new AtomicInteger();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger mostUnderWay = new AtomicInteger();
    private volatile CountDownLatch held = new CountDownLatch(0);
    private volatile String instanceUrl;
    private volatile int max = 1_000_000;

    record Seen(String method, String path, Map<String, List<String>> headers, String body) {
        String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> String.join(",", header.getValue()))
                    .findFirst()
                    .orElse("");
        }
    }

    private record Scripted(int status, String body) {}

    FakeSalesforce() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
        instanceUrl = url();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** The next call that is neither a login nor for the limits gets this answer. */
    FakeSalesforce answers(int status, String body) {
        scripted.add(new Scripted(status, body));
        return this;
    }

    /** The next such call gets no answer, and its connection is broken. */
    FakeSalesforce breaks() {
        return answers(BREAK, "");
    }

    /** The next such call gets no answer as long as this runs. */
    FakeSalesforce hangs() {
        return answers(HANG, "");
    }

    /** The next login gets this answer. */
    FakeSalesforce answersLogin(int status, String body) {
        logins.add(new Scripted(status, body));
        return this;
    }

    /** Where the answer to the next login points to. */
    void pointsTo(String url) {
        instanceUrl = url;
    }

    /** How many calls of its day the org has used, and may use. */
    void used(int calls, int ofMax) {
        used.set(calls);
        max = ofMax;
    }

    /** From now on calls get their answers only when the result is counted down. */
    CountDownLatch hold() {
        held = new CountDownLatch(1);
        return held;
    }

    int mostUnderWay() {
        return mostUnderWay.get();
    }

    int underWay() {
        return underWay.get();
    }

    List<Seen> seen() {
        return seen;
    }

    List<Seen> logins() {
        return seen.stream().filter(call -> isLogin(call.path())).toList();
    }

    List<Seen> looks() {
        return seen.stream().filter(call -> call.path().endsWith("/limits")).toList();
    }

    /** All but logins and looks at the limits. */
    List<Seen> calls() {
        return seen.stream()
                .filter(call -> !isLogin(call.path()) && !call.path().endsWith("/limits"))
                .toList();
    }

    private static boolean isLogin(String path) {
        return path.equals("/services/oauth2/token") || path.startsWith("/services/Soap/");
    }

    private void handle(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var path = exchange.getRequestURI().toString();
        seen.add(new Seen(exchange.getRequestMethod(), path, Map.copyOf(exchange.getRequestHeaders()), body));
        mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        try {
            await(held);
            answer(exchange, isLogin(path) ? login(path) : answer(path));
        } finally {
            underWay.decrementAndGet();
        }
    }

    private void answer(HttpExchange exchange, Scripted answer) throws IOException {
        if (answer.status() == HANG) {
            await(closed);
        }
        if (answer.status() < 0) {
            exchange.close();
            return;
        }
        exchange.getResponseHeaders().add("Content-Type", "application/json;charset=UTF-8");
        exchange.getResponseHeaders().add("Set-Cookie", "BrowserId=1");
        if (!isLogin(exchange.getRequestURI().getPath())) {
            exchange.getResponseHeaders().add("Sforce-Limit-Info", "api-usage=" + used.get() + "/" + max);
        }
        if (answer.status() == 307) {
            exchange.getResponseHeaders().add("Location", url() + "/elsewhere");
        }
        var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private Scripted login(String path) {
        var next = logins.poll();
        if (next != null) {
            return next;
        }
        var token = "00D!" + sessions.incrementAndGet();
        return new Scripted(
                200,
                path.startsWith("/services/Soap/")
                        ? SoapAnswers.session(token, instanceUrl)
                        : "{\"access_token\":\"%s\",\"instance_url\":\"%s\",\"id\":\"https://login.salesforce.com/id/1/2\",\"token_type\":\"Bearer\",\"issued_at\":\"1582343657644\",\"signature\":\"s\"}"
                                .formatted(token, instanceUrl));
    }

    private Scripted answer(String path) {
        used.incrementAndGet();
        if (path.endsWith("/limits")) {
            return new Scripted(
                    200,
                    "{\"DailyApiRequests\":{\"Max\":%d,\"Remaining\":%d},\"DataStorageMB\":{\"Max\":5,\"Remaining\":5}}"
                            .formatted(max, max - used.get()));
        }
        var next = scripted.poll();
        return next != null ? next : new Scripted(200, "[]");
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
        held.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
