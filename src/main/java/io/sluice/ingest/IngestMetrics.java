package io.sluice.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/** Counts events by their source, once they are on disk. */
@Singleton
class IngestMetrics {
    private final MeterRegistry registry;

    IngestMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** @param added how many of them had not been accepted before */
    void kept(String source, int events, int added) {
        counter("sluice.events.accepted", "Events that are on disk for the first time.", source)
                .increment(added);
        counter("sluice.events.repeated", "Events that had been accepted before, by their messageId.", source)
                .increment((double) events - added);
    }

    private Counter counter(String name, String description, String source) {
        return Counter.builder(name)
                .description(description)
                .tag("source", source)
                .register(registry);
    }
}
