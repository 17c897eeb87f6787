package io.sluice.ingest;

import java.util.List;
import java.util.Optional;

/** One who may send events. */
record Source(
        String name, List<WriteKey> writeKeys, Optional<SigningSecret> signingSecret, boolean allowsUnverifiedBatches) {

    static Source of(String name, SourcesConfig.SourceConfig config) {
        return new Source(
                name,
                config.writeKey().orElse(List.of()).stream().map(WriteKey::of).toList(),
                config.signingSecret().map(SigningSecret::new),
                config.allowUnverifiedBatches());
    }

    /** For the start, without secrets. */
    String summary() {
        return "source " + name + ": write-key " + (writeKeys.isEmpty() ? "missing" : "set") + ", signing-secret "
                + (signingSecret.isPresent() ? "set" : "missing");
    }
}
