package io.sluice.inbox;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/**
 * How long the store keeps what is settled. What is not settled is kept however old it is.
 *
 * <p>The converter is named at each method, because only Quarkus itself would find it: MicroProfile's own knows no days.
 */
@ConfigMapping(prefix = "sluice.retention")
public interface RetentionConfig {
    /**
     * Events that every lane has settled, and records of calls, counted from their receipt. At least {@code 24h}, since a
     * messageId is known for only so long as its event is kept. Default {@code 7d}.
     */
    @WithDefault("7d")
    @WithConverter(DurationConverter.class)
    Duration delivered();

    /**
     * Refused deliveries, with their events, counted from the refusal; and the receipts of deletions. Default {@code 90d}.
     */
    @WithDefault("90d")
    @WithConverter(DurationConverter.class)
    Duration refused();
}
