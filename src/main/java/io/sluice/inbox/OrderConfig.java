package io.sluice.inbox;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What is known of the order of events beyond what is under way. */
@ConfigMapping(prefix = "sluice.order")
public interface OrderConfig {
    /**
     * For how long after the last row of a key it is known when each of its columns was written, {@code 1m} to {@code 366d}: an
     * older event that comes within that time writes none of them. Default {@code 7d}. Any other value stops the start.
     */
    @WithDefault("7d")
    @WithConverter(DurationConverter.class)
    Duration memory();
}
