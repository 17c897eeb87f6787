package io.sluice.ingest;

import io.sluice.delivery.TrueOrFalse;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who may send events. */
@ConfigMapping(prefix = "sluice.sources")
public interface SourcesConfig {
    /** By the name of the source, which events are kept under: messageIds are unique within it. Default: none, and nobody may send. */
    @WithParentName
    Map<String, SourceConfig> all();

    interface SourceConfig {
        /**
         * The keys that clients show, as Basic user name or as {@code writeKey} in the body. A list with commas between, so that a new
         * key can be given out before the old one is withdrawn. Without a colon, unique among all sources. Default: none; then
         * the source takes the webhook only.
         */
        Optional<List<String>> writeKey();

        /**
         * The shared secret of the webhook, whose sender puts the HMAC-SHA1 of the body into {@code X-Signature}. Unique among all
         * sources. Default: none; then the source takes no webhook. The other paths need a write key whether or not this is set.
         */
        Optional<String> signingSecret();

        /**
         * Whether {@code /v1/webhook} takes several events at once. Segment signs only the first event of a batched webhook: the others
         * could be anybody's who has seen one signed request. Default: false, and they are refused.
         */
        @WithDefault("false")
        @WithConverter(TrueOrFalse.class)
        boolean allowUnverifiedBatches();
    }
}
