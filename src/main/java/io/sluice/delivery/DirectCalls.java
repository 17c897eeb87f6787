package io.sluice.delivery;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The few calls of a command that may run beside a gateway, past its door: one a second at the most, which the margin of
 * the gateway's own pace has room for. Follows no redirect.
 */
public final class DirectCalls {
    private static final Duration GAP = Duration.ofSeconds(1);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final Duration timeout;
    private long nextNanos = System.nanoTime();

    /** @param timeout of each call */
    public DirectCalls(Duration timeout) {
        this.timeout = timeout;
    }

    /** @param headers besides the content type of JSON, which they may replace */
    public Answer send(String method, String url, Map<String, String> headers, String body)
            throws InterruptedException {
        var all = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(Map.of(
                "Content-Type", "application/json; charset=UTF-8",
                "Accept", "application/json",
                "User-Agent", "sluice"));
        all.putAll(headers);
        var request =
                HttpRequest.newBuilder(URI.create(url)).timeout(timeout).method(method, BodyPublishers.ofString(body));
        all.forEach(request::header);
        return send(request.build());
    }

    private Answer send(HttpRequest request) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(nextNanos - System.nanoTime());
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            var retryAfter =
                    RetryAfter.read(answer.headers().firstValue("Retry-After").orElse(null), Instant.now());
            return new Answer.Http(answer.statusCode(), retryAfter, answer.body());
        } catch (IOException e) {
            return new Answer.None(
                    !(e instanceof ConnectException), e.getClass().getSimpleName());
        } finally {
            nextNanos = System.nanoTime() + GAP.toNanos();
        }
    }
}
