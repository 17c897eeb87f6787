package io.sluice.inbox;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Publishes what the store counts and holds. */
@Singleton
class StoreMetrics {
    private static final Logger LOG = Logger.getLogger(StoreMetrics.class);

    private final SqlStore store;
    private final MultiGauge outcomes;
    private final MultiGauge passed;
    private final MultiGauge open;
    private final MultiGauge backlog;
    private final MultiGauge oldest;
    private final MultiGauge difference;
    private final MultiGauge paused;
    private final MultiGauge pausedSeconds;

    StoreMetrics(SqlStore store, MeterRegistry registry) {
        this.store = store;
        FunctionCounter.builder("sluice.store.commits", store, SqlStore::commits)
                .description("Transactions that the store's writer has committed.")
                .register(registry);
        this.passed = gauge(registry, "sluice.deliveries.passed", "Events that a mapping has looked at.");
        this.outcomes = gauge(registry, "sluice.deliveries.final", "Deliveries with a final outcome, by reason.");
        this.open = gauge(registry, "sluice.deliveries.open", "Delivery rows without a final outcome, by state.");
        this.backlog = gauge(registry, "sluice.backlog.events", "Events that a lane has still to read.");
        this.oldest = gauge(registry, "sluice.oldest.seconds", "Age of the oldest event that a lane has not settled.");
        this.difference = gauge(
                registry,
                "sluice.conservation.difference",
                "Events passed, less those with a final outcome, less open rows: anything but 0 is a fault of ours.");
        this.paused =
                gauge(registry, "sluice.paused", "1 for an account, or a lane of it, that makes no calls but probes.");
        this.pausedSeconds = gauge(registry, "sluice.paused.seconds", "How long it has been paused.");
    }

    /** Reads the store once for all of them. */
    void refresh() {
        try {
            publish(store.totals());
            publish(store.paused());
        } catch (RuntimeException e) {
            LOG.warnf("metrics.not_read why=%s", e.getMessage());
        }
    }

    private void publish(Store.Totals totals) {
        var counts = totals.counts();
        rows(passed, only(counts, count -> count.what().equals("passed")), StoreMetrics::mapping);
        rows(outcomes, only(counts, count -> !count.what().equals("passed")), count -> mapping(count)
                .and("outcome", count.what(), "reason", count.reason()));
        rows(open, totals.open(), key -> Tags.of("lane", key.lane(), "mapping", key.mapping(), "state", key.state()));
        rows(backlog, totals.lag(), lane -> Tags.of("lane", lane));
        rows(oldest, totals.oldestMillis(), lane -> Tags.of("lane", lane), millis -> millis / 1000.0);
        rows(difference, Conservation.differences(totals), of -> Tags.of("lane", of.lane(), "mapping", of.mapping()));
    }

    private void publish(List<Paused> all) {
        var now = Instant.ofEpochMilli(store.now());
        var seconds = all.stream().collect(Collectors.toMap(one -> one, one -> Duration.between(one.since(), now)
                .toSeconds()));
        rows(paused, seconds, StoreMetrics::pause, one -> 1.0);
        rows(pausedSeconds, seconds, StoreMetrics::pause);
    }

    private static Tags pause(Paused one) {
        return Tags.of(
                "account",
                one.account(),
                "lane",
                one.lane().orElse(""),
                "reason",
                one.reason().code());
    }

    private static Map<Count, Long> only(Map<Count, Long> counts, Predicate<Count> wanted) {
        var some = new HashMap<>(counts);
        some.keySet().removeIf(wanted.negate());
        return some;
    }

    private static Tags mapping(Count count) {
        return Tags.of("lane", count.lane(), "mapping", count.mapping());
    }

    private static <K> void rows(MultiGauge gauge, Map<K, Long> values, Function<K, Tags> tags) {
        rows(gauge, values, tags, Long::doubleValue);
    }

    private static <K> void rows(
            MultiGauge gauge, Map<K, Long> values, Function<K, Tags> tags, ToDoubleFunction<Long> unit) {
        gauge.register(
                values.entrySet().stream()
                        .map(entry ->
                                MultiGauge.Row.of(tags.apply(entry.getKey()), unit.applyAsDouble(entry.getValue())))
                        .toList(),
                true);
    }

    private static MultiGauge gauge(MeterRegistry registry, String name, String description) {
        return MultiGauge.builder(name).description(description).register(registry);
    }
}
