package io.sluice.ingest;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** Sources from settings, without Quarkus. */
final class Configured {
    private Configured() {}

    static SourcesConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withDefaultValues(settings)
                .withMapping(SourcesConfig.class)
                .build()
                .getConfigMapping(SourcesConfig.class);
    }

    static Sources sources(Map<String, String> settings) {
        return new Sources(config(settings));
    }
}
