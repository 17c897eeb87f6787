package io.sluice.sandbox;

import static io.sluice.sandbox.Caller.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final String PATH = "/data/v1/customobjects?$search=_";

    @Test
    void above_the_rate_429_says_when_to_come_back() {
        try (var sandbox = SandboxProcess.start("--rate", "5", "--retry-after", "2")) {
            var caller = new Caller(sandbox).signedIn();
            var sixth = burst(caller, 6);

            assertThat(sixth.status()).isEqualTo(429);
            assertThat(sixth.headers().firstValue("Retry-After")).contains("2");
            assertThat(sixth.json()).isEqualTo(tree("""
                                    {"message":"Rate limit exceeded","errorcode":50100,"retryAfter":2,
                                     "documentation":"https://developer.salesforce.com/docs/atlas.en-us.mc-apis.meta/mc-apis/error-handling.htm"}"""));
            await().atMost(Duration.ofSeconds(5)).until(() -> caller.get(PATH).status() == 200);
        }
    }

    @Test
    void a_block_lasts_and_has_no_retry_after() {
        try (var sandbox = SandboxProcess.start("--rate", "5", "--over-rate", "block", "--block", "2")) {
            var caller = new Caller(sandbox).signedIn();
            var sixth = burst(caller, 6);

            assertThat(sixth.status()).isEqualTo(429);
            assertThat(sixth.headers().firstValue("Retry-After")).isEmpty();
            assertThat(sixth.json().get("errorcode").asInt()).isEqualTo(50200);
            await().during(Duration.ofMillis(1200))
                    .atMost(Duration.ofMillis(1900))
                    .until(() -> caller.get(PATH).status() == 429);
            await().atMost(Duration.ofSeconds(5)).until(() -> caller.get(PATH).status() == 200);
        }
    }

    @Test
    void violations_can_be_recorded_without_refusing() {
        try (var sandbox = SandboxProcess.start("--rate", "5", "--over-rate", "record")) {
            var caller = new Caller(sandbox).signedIn();

            assertThat(burst(caller, 8).status()).isEqualTo(200);

            var stats = sandbox.look("/sandbox/stats");
            assertThat(stats.get("rateViolations").asInt()).isEqualTo(3);
            assertThat(stats.get("worstSecond").asInt()).isEqualTo(8);
            assertThat(stats.get("worstSecondWithTokens").asInt()).isEqualTo(9);
        }
    }

    @Test
    void the_worst_second_counts_refused_requests_too() {
        try (var sandbox = SandboxProcess.start("--rate", "5")) {
            burst(new Caller(sandbox).signedIn(), 8);

            assertThat(sandbox.look("/sandbox/stats").get("worstSecond").asInt())
                    .isEqualTo(8);
        }
    }

    private static Caller.Answer burst(Caller caller, int calls) {
        return IntStream.range(0, calls)
                .mapToObj(i -> caller.get(PATH))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }
}
