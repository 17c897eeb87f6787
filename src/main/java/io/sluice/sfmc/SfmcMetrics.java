package io.sluice.sfmc;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sluice.delivery.Answer;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Counts what goes through the doors, by account and HTTP status (0: no answer). */
@Singleton
class SfmcMetrics {
    private final MeterRegistry registry;

    SfmcMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** How long the account's pace kept a batch waiting. */
    void waited(String account, Duration wait) {
        Timer.builder("sluice.rate.wait.seconds")
                .description("How long batches waited until the account's pace allowed a call.")
                .tag("account", "sfmc-" + account)
                .register(registry)
                .record(wait);
    }

    /** The account took no job of rows. */
    void asyncRowsRefused(String account) {
        Counter.builder("sluice.async.rows.refused")
                .description("Times that an account did not offer the asynchronous data extension API.")
                .tag("account", "sfmc-" + account)
                .register(registry)
                .increment();
    }

    /** @param rows 0 for a question, and for a token request, which is counted apart */
    void called(SfmcCall call, Answer answer, int rows, Duration took) {
        var status = Integer.toString(answer instanceof Answer.Http http ? http.status() : 0);
        if (call.token().isEmpty()) {
            Counter.builder("sluice.token.requests")
                    .description("Requests for a token.")
                    .tags("account", "sfmc-" + call.account(), "status", status)
                    .register(registry)
                    .increment();
            return;
        }
        Timer.builder("sluice.calls.seconds")
                .description("Calls, with the time until the answer; token requests apart.")
                .tags("account", "sfmc-" + call.account(), "status", status)
                .register(registry)
                .record(took);
        if (rows == 0) {
            return;
        }
        DistributionSummary.builder("sluice.call.rows")
                .description("Rows of each call that carries some.")
                .tag("account", "sfmc-" + call.account())
                .register(registry)
                .record(rows);
    }
}
