package io.sluice.ingest;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How requests with events are read. */
@ConfigMapping(prefix = "sluice.ingest")
public interface IngestConfig {
    /** From the first byte of a request to the last; whoever is slower is answered 408. Default 30s. */
    @WithDefault("30s")
    @WithConverter(DurationConverter.class)
    Duration bodyWithin();
}
