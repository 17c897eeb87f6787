package io.sluice.sfmc;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

@ConfigMapping(prefix = "sluice")
public interface HostsConfig {
    /**
     * Hosts other than Salesforce's that may see credentials, and be called without TLS: {@code host} or
     * {@code host:port}. None unless set.
     */
    Optional<List<String>> allowedHosts();
}
