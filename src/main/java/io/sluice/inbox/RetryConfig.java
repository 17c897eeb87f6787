package io.sluice.inbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;

/** How long a failing row is tried. */
@ConfigMapping(prefix = "sluice.retry")
public interface RetryConfig {
    /**
     * How long a row that fails by itself is tried before it is refused, at least 1s. Counts the waits between its attempts
     * only: while its account or lane is paused, no time passes for it.
     */
    @WithName("for")
    @WithDefault("72h")
    Duration patience();
}
