package io.sluice.delivery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** What belongs to no part alone. A key under {@code sluice.} that no configuration class has stops the start. */
@ConfigMapping(prefix = "sluice")
public interface SluiceConfig {
    /** The directory of routes and mappings, relative to the working directory. Default {@code routes}. */
    @WithDefault("routes")
    String routes();

    /**
     * Hosts other than Salesforce's that may see credentials, and be called without TLS: {@code host} or
     * {@code host:port}. Default: none.
     */
    Optional<List<String>> allowedHosts();
}
