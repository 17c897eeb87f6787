package io.sluice.sandbox.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;

/** Which version of a journey counts. */
final class Journeys {
    private Journeys() {}

    /** Of each journey the published version, else the latest. */
    static List<Row> current(List<Row> versions) {
        var current = new LinkedHashMap<String, Row>();
        versions.forEach(row ->
                current.merge(row.json().path("id").asText(), row, (one, other) -> counts(one, other) ? one : other));
        return List.copyOf(current.values());
    }

    private static boolean counts(Row one, Row other) {
        var first = one.json();
        var second = other.json();
        if (published(first) != published(second)) {
            return published(first);
        }
        return first.path("version").asInt() >= second.path("version").asInt();
    }

    private static boolean published(JsonNode journey) {
        return journey.path("status").asText().equals("Published");
    }
}
