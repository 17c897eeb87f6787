package io.sluice.sandbox.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The kinds of rows. */
public enum Collection {
    CAMPAIGNS("modifiedDate"),
    /** They have no date of change; their ids are only known to be unique within a campaign. */
    ASSETS(null),
    LISTS("ModifiedDate"),
    /** A row is a version of a journey: versions share an {@code id}, and each has its own {@code definitionId}. */
    JOURNEYS("modifiedDate");

    private final String modified;

    Collection(String modified) {
        this.modified = modified;
    }

    /** As it is called in paths and data files. */
    String spelling() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The field with the date of the last change; null where there is none. */
    String modified() {
        return modified;
    }

    String key(JsonNode row) {
        return switch (this) {
            case CAMPAIGNS -> row.path("id").asText();
            case ASSETS ->
                row.path("campaignId").asText() + "-" + row.path("id").asText();
            case LISTS -> row.path("ID").asText();
            case JOURNEYS -> row.path("definitionId").asText();
        };
    }

    static Collection named(String spelling) {
        return Arrays.stream(values())
                .filter(collection -> collection.spelling().equals(spelling))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + spelling + "' is no collection; there are "
                        + Arrays.stream(values()).map(Collection::spelling).collect(Collectors.joining(", ")) + "."));
    }
}
