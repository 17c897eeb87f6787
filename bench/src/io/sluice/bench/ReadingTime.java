package io.sluice.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.regex.Pattern;

/**
 * How long a run reads, as the other side sees it: for each collection, and for all, the time from the first call to the last
 * answer. Collections are read at the same time, but for campaigns and their assets.
 */
record ReadingTime(Duration campaigns, Duration assets, Duration lists, Duration journeys, Duration all) {
    /** By the ends of their paths. */
    private static final Pattern COLLECTION = Pattern.compile("/(campaigns|assets|interactions|Service\\.asmx)$");

    private static final Span NONE = new Span(0, 0);

    private record Span(long from, long to) {
        Span with(Span other) {
            return new Span(Math.min(from, other.from), Math.max(to, other.to));
        }

        Duration length() {
            return Duration.ofMillis(to - from);
        }
    }

    /** @param requests as the sandbox lists them */
    static ReadingTime of(JsonNode requests) {
        var spans = new HashMap<String, Span>();
        for (var request : requests) {
            var collection = COLLECTION.matcher(request.path("path").asText());
            if (collection.find()) {
                var at = request.path("at").asLong();
                var span = new Span(at, at + request.path("tookMillis").asLong());
                spans.merge(collection.group(1), span, Span::with);
            }
        }
        return new ReadingTime(
                spans.getOrDefault("campaigns", NONE).length(),
                spans.getOrDefault("assets", NONE).length(),
                spans.getOrDefault("Service.asmx", NONE).length(),
                spans.getOrDefault("interactions", NONE).length(),
                spans.values().stream().reduce(Span::with).orElse(NONE).length());
    }
}
