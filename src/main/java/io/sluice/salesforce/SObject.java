package io.sluice.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An object of an org, as describe tells this user of it.
 *
 * @param name its API name
 * @param createable whether this user may create records
 * @param updateable whether this user may write records that are there
 * @param queryable whether this user may look for records
 * @param fields by their names in small letters: Salesforce compares names without case
 */
record SObject(
        String name, boolean createable, boolean updateable, boolean queryable, Map<String, SObjectField> fields) {
    /** @return empty when it is no answer to describe */
    static Optional<SObject> read(JsonNode described) {
        var fields = new LinkedHashMap<String, SObjectField>();
        for (var field : described.path("fields")) {
            fields.put(folded(field.path("name").asText()), SObjectField.of(field));
        }
        return described.path("name").isTextual() && !fields.isEmpty()
                ? Optional.of(new SObject(
                        described.path("name").textValue(),
                        described.path("createable").asBoolean(),
                        described.path("updateable").asBoolean(),
                        described.path("queryable").asBoolean(),
                        fields))
                : Optional.empty();
    }

    Optional<SObjectField> field(String name) {
        return Optional.ofNullable(fields.get(folded(name)));
    }

    /** Those that a new record has to be sent values of. */
    List<SObjectField> required() {
        return fields.values().stream().filter(SObjectField::required).toList();
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
