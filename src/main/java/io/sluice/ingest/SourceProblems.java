package io.sluice.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is wrong with the configured sources. */
final class SourceProblems {
    private final Map<String, String> ownerOfKey = new HashMap<>();
    private final Map<String, String> ownerOfSecret = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    /** @return one sentence each, without any secret; empty if all is well or if there is no source at all */
    static List<String> of(SourcesConfig config) {
        var problems = new SourceProblems();
        config.all().forEach(problems::check);
        return List.copyOf(problems.problems);
    }

    private void check(String name, SourcesConfig.SourceConfig source) {
        if (source.writeKey().isEmpty() && source.signingSecret().isEmpty()) {
            problems.add("sluice.sources.%s has neither write-key nor signing-secret: nobody can send as it. Set one."
                    .formatted(name));
        }
        source.writeKey().orElse(List.of()).forEach(key -> checkKey(name, key));
        source.signingSecret().ifPresent(secret -> checkSecret(name, secret));
    }

    private void checkKey(String name, String key) {
        if (key.contains(":")) {
            problems.add(
                    "sluice.sources.%s.write-key has a key with a colon, which no client can send as Basic user name. Choose another."
                            .formatted(name));
        }
        var owner = ownerOfKey.putIfAbsent(key, name);
        if (owner != null) {
            problems.add(
                    "sluice.sources.%s.write-key has a key that sluice.sources.%s.write-key has as well. Give each its own."
                            .formatted(name, owner));
        }
    }

    private void checkSecret(String name, String secret) {
        var owner = ownerOfSecret.putIfAbsent(secret, name);
        if (owner != null) {
            problems.add(
                    "sluice.sources.%s.signing-secret is the same as sluice.sources.%s.signing-secret. Give each its own."
                            .formatted(name, owner));
        }
    }
}
