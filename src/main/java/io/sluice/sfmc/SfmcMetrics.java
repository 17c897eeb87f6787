package io.sluice.sfmc;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.delivery.Answer;
import io.sluice.delivery.DoorMetrics;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Counts what goes through the doors, by account and HTTP status (0: no answer). */
@Singleton
class SfmcMetrics {
    private final MeterRegistry registry;
    private final DoorMetrics doors;

    SfmcMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.doors = new DoorMetrics(registry);
    }

    /** How long the account's pace kept a batch waiting. */
    void waited(String account, Duration wait) {
        doors.waited("sfmc-" + account, wait);
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
        if (call.token().isEmpty()) {
            doors.tokenRequested("sfmc-" + call.account(), answer);
        } else {
            doors.called("sfmc-" + call.account(), answer, rows, took);
        }
    }
}
