package io.sluice.sandbox.source;

import io.sluice.sandbox.http.Json;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How much there is to read. */
public final class SourceOptions {
    @Option(
            names = "--source-size",
            paramLabel = "NAME=N",
            split = ",",
            description = "Makes up campaigns=N, assets=N (of each campaign), lists=N, journeys=N, goals=N (of all"
                    + " journeys), instead of those of the data file.")
    Map<String, Integer> sizes;

    @Option(
            names = "--source-seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The same one makes the same rows. Default: ${DEFAULT-VALUE}.")
    long seed;

    /** @throws IllegalArgumentException when a name is not known */
    public Optional<SourceSize> size() {
        if (sizes == null) {
            return Optional.empty();
        }
        var size = Json.object().put("seed", seed);
        sizes.forEach(size::put);
        try {
            return Optional.of(Json.MAPPER.convertValue(size, SourceSize.class));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--source-size " + sizes + " is not right: " + e.getMessage(), e);
        }
    }
}
