package io.sluice.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.delivery.Row;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A row for a Lead as one for the Contact that it has become. */
final class ContactRow {
    private static final Set<String> ADDRESS = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    static {
        ADDRESS.addAll(Set.of(
                "Street",
                "City",
                "State",
                "StateCode",
                "PostalCode",
                "Country",
                "CountryCode",
                "Latitude",
                "Longitude"));
    }

    private ContactRow() {}

    /** With the fields that a Contact has too and this user may write; what a Lead has beyond them is not missed. */
    static Row of(Row row, SObject contact) {
        return new Row(both(row.keys(), contact), both(row.values(), contact), row.match());
    }

    private static Map<String, JsonNode> both(Map<String, JsonNode> values, SObject contact) {
        var both = new LinkedHashMap<String, JsonNode>();
        values.forEach((name, value) -> contact.field(ADDRESS.contains(name) ? "Mailing" + name : name)
                .filter(SObjectField::updateable)
                .ifPresent(field -> both.put(field.name(), value)));
        return both;
    }
}
