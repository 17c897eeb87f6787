package io.sluice.sfmc;

import io.sluice.delivery.Answer;
import io.sluice.delivery.Request;
import io.sluice.delivery.RetryAfter;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * The few calls of a command that may run beside a gateway, past its door: one a second at the most, which the margin of
 * the gateway's own pace has room for. Follows no redirect.
 */
final class DirectCalls {
    private static final Duration GAP = Duration.ofSeconds(1);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final SfmcAccount account;
    private long nextNanos = System.nanoTime();

    DirectCalls(SfmcAccount account) {
        this.account = account;
    }

    Answer token() throws InterruptedException {
        return send(builder(TokenRequest.url(account))
                .POST(BodyPublishers.ofString(TokenRequest.body(account)))
                .build());
    }

    Answer call(Request request, SfmcToken token) throws InterruptedException {
        return send(builder(token.restUrl() + request.path())
                .method(request.method(), BodyPublishers.ofString(request.body().toString()))
                .header("Authorization", "Bearer " + token.value())
                .build());
    }

    private HttpRequest.Builder builder(String url) {
        return HttpRequest.newBuilder(URI.create(url))
                .timeout(account.callTimeout())
                .header("Content-Type", "application/json; charset=UTF-8")
                .header("Accept", "application/json")
                .header("User-Agent", "sluice");
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
