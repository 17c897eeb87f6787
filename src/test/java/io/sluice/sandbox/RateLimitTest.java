package io.sluice.sandbox;

import static io.sluice.sandbox.Caller.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final String PATH = "/data/v1/customobjects?$search=_";

    @Test
    void above_the_rate_429_says_when_to_come_back() {
        try (var sandbox = SandboxProcess.start("--rate", "2", "--retry-after", "2")) {
            var caller = new Caller(sandbox);
            var third = burst(sandbox, caller, 3);

            assertThat(third.status()).isEqualTo(429);
            assertThat(third.headers().firstValue("Retry-After")).contains("2");
            assertThat(third.json()).isEqualTo(tree("""
                                    {"message":"Rate limit exceeded","errorcode":50100,"retryAfter":2,
                                     "documentation":"https://developer.salesforce.com/docs/atlas.en-us.mc-apis.meta/mc-apis/error-handling.htm"}"""));
            await().atMost(Duration.ofSeconds(30)).until(() -> caller.get(PATH).status() == 200);
        }
    }

    @Test
    void a_block_lasts_and_has_no_retry_after() {
        try (var sandbox = SandboxProcess.start("--rate", "2", "--over-rate", "block", "--block", "4")) {
            var caller = new Caller(sandbox);
            var third = burst(sandbox, caller, 3);

            assertThat(third.status()).isEqualTo(429);
            assertThat(third.headers().firstValue("Retry-After")).isEmpty();
            assertThat(third.json().get("errorcode").asInt()).isEqualTo(50200);
            await().during(Duration.ofMillis(1500))
                    .atMost(Duration.ofMillis(3500))
                    .until(() -> caller.get(PATH).status() == 429);
            await().atMost(Duration.ofSeconds(30)).until(() -> caller.get(PATH).status() == 200);
        }
    }

    @Test
    void soap_calls_count_too_and_are_told_by_a_fault() {
        try (var sandbox = SandboxProcess.start("--rate", "2", "--retry-after", "2")) {
            var caller = new Caller(sandbox);
            var soap = new SoapCaller(caller);
            var refused = within(sandbox, caller, () -> {
                caller.get(PATH);
                caller.get(PATH);
                return soap.describe("List");
            });

            assertThat(refused.status()).isEqualTo(500);
            assertThat(refused.text("faultcode")).isEqualTo("soap:Server");
            assertThat(refused.text("faultstring")).isEqualTo("Rate Limited");
            assertThat(refused.text("Code")).isEqualTo("17");
            var stats = sandbox.look("/sandbox/stats");
            assertThat(stats.get("worstSecond").asInt()).isEqualTo(3);
            assertThat(stats.get("rateViolations").asInt()).isEqualTo(1);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> soap.describe("List").status() == 200);
        }
    }

    @Test
    void violations_can_be_recorded_without_refusing() {
        try (var sandbox = SandboxProcess.start("--rate", "2", "--over-rate", "record")) {
            var caller = new Caller(sandbox);

            assertThat(burst(sandbox, caller, 4).status()).isEqualTo(200);

            var stats = sandbox.look("/sandbox/stats");
            assertThat(stats.get("rateViolations").asInt()).isEqualTo(2);
            assertThat(stats.get("worstSecond").asInt()).isEqualTo(4);
            assertThat(stats.get("worstSecondWithTokens").asInt()).isEqualTo(5);
        }
    }

    @Test
    void the_worst_second_counts_refused_requests_too() {
        try (var sandbox = SandboxProcess.start("--rate", "2")) {
            burst(sandbox, new Caller(sandbox), 4);

            assertThat(sandbox.look("/sandbox/stats").get("worstSecond").asInt())
                    .isEqualTo(4);
        }
    }

    @Test
    void no_sliding_second_has_more_admitted_requests_than_the_rate() throws InterruptedException {
        try (var sandbox = SandboxProcess.start("--rate", "7", "--request-log", "100000")) {
            var caller = new Caller(sandbox).signedIn();
            var until = System.nanoTime() + Duration.ofMillis(2500).toNanos();
            var threads = IntStream.range(0, 3)
                    .mapToObj(i -> new Thread(() -> {
                        while (System.nanoTime() < until) {
                            caller.get(PATH);
                        }
                    }))
                    .toList();
            threads.forEach(Thread::start);
            for (var thread : threads) {
                thread.join();
            }

            var admitted = admittedMicros(sandbox);
            assertThat(admitted).hasSizeBetween(14, 28);
            for (int i = 7; i < admitted.size(); i++) {
                assertThat(admitted.get(i) - admitted.get(i - 7)).isGreaterThanOrEqualTo(1_000_000);
            }
        }
    }

    private static List<Long> admittedMicros(SandboxProcess sandbox) {
        var admitted = new ArrayList<Long>();
        for (var request : sandbox.look("/sandbox/requests?path=customobjects")) {
            if (request.get("status").asInt() == 200) {
                admitted.add(request.get("at").decimalValue().movePointRight(3).longValueExact());
            }
        }
        return admitted;
    }

    private static Caller.Answer burst(SandboxProcess sandbox, Caller caller, int calls) {
        return within(sandbox, caller, () -> IntStream.range(0, calls)
                .mapToObj(i -> caller.get(PATH))
                .reduce((earlier, later) -> later)
                .orElseThrow());
    }

    /** Calls in one second: again from the beginning, if a busy machine has taken longer. */
    private static <T> T within(SandboxProcess sandbox, Caller caller, Supplier<T> calls) {
        while (true) {
            sandbox.reset();
            caller.signedIn();
            var start = System.nanoTime();
            var last = calls.get();
            if (System.nanoTime() - start < Duration.ofSeconds(1).toNanos()) {
                return last;
            }
        }
    }
}
