package io.sluice.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.ToDoubleFunction;

/** Counts what goes through the doors, by account and HTTP status (0: no answer). An account is called as its {@link Flow#door}. */
@Singleton
public class DoorMetrics {
    private final MeterRegistry registry;

    public DoorMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** How long the account's pace kept a batch waiting. */
    public void waited(String door, Duration wait) {
        Timer.builder("sluice.rate.wait.seconds")
                .description("How long batches waited until the account's pace allowed a call.")
                .tag("account", door)
                .register(registry)
                .record(wait);
    }

    /** Somebody asked to be let in. */
    public void tokenRequested(String door, Answer answer) {
        Counter.builder("sluice.token.requests")
                .description("Requests for a token, and logins.")
                .tags("account", door, "status", status(answer))
                .register(registry)
                .increment();
    }

    /** @param rows 0 for a question */
    public void called(String door, Answer answer, int rows, Duration took) {
        Timer.builder("sluice.calls.seconds")
                .description("Calls, with the time until the answer; token requests apart.")
                .tags("account", door, "status", status(answer))
                .register(registry)
                .record(took);
        if (rows == 0) {
            return;
        }
        DistributionSummary.builder("sluice.call.rows")
                .description("Rows of each call that carries some.")
                .tag("account", door)
                .register(registry)
                .record(rows);
    }

    /** @param calls not a number until it is known */
    public <T> void remaining(String door, T of, ToDoubleFunction<T> calls) {
        Gauge.builder("sluice.daily.calls.remaining", of, calls)
                .description("Calls that the org has left of those in 24 hours, for whomever.")
                .tag("account", door)
                .strongReference(true)
                .register(registry);
    }

    private static String status(Answer answer) {
        return Integer.toString(answer instanceof Answer.Http http ? http.status() : 0);
    }
}
