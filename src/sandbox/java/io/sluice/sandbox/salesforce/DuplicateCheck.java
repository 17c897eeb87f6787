package io.sluice.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.sandbox.http.Json;
import io.sluice.sandbox.salesforce.Settings.DuplicateRule;
import java.util.List;
import java.util.Optional;

/** Whether a record is there already: by the duplicate rules, and by unique fields. */
final class DuplicateCheck {
    private static final String QUESTION = "Use one of these records?";

    private final Org org;

    DuplicateCheck(Org org) {
        this.org = org;
    }

    Optional<RecordProblem> found(Table table, Draft draft, Optional<StoredRecord> before, boolean allowed) {
        return org.settings().duplicateRules().stream()
                .filter(rule -> rule.object().equals(table.type().name()))
                .filter(rule -> !(allowed && rule.action() == DuplicateRule.Action.ALERT))
                .map(rule -> found(rule, table, draft, before))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<RecordProblem> found(
            DuplicateRule rule, Table table, Draft draft, Optional<StoredRecord> before) {
        var others = table.type()
                .anyField(rule.field())
                .map(field -> others(table, field, draft, before))
                .orElse(List.of());
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of(new RecordProblem(
                        "DUPLICATES_DETECTED",
                        QUESTION,
                        Optional.empty(),
                        Optional.of(result(rule, table.type().name(), others))));
    }

    Optional<RecordProblem> unique(Table table, Draft draft, Optional<StoredRecord> before) {
        return draft.values().keySet().stream()
                .filter(Field::unique)
                .flatMap(field -> others(table, field, draft, before).stream()
                        .map(other -> RecordProblem.at(
                                "DUPLICATE_VALUE",
                                "duplicate value found: " + field.name() + " duplicates value on record with id: "
                                        + Ids.short15(other.id()))))
                .findFirst();
    }

    /** Other records with the value that this one is to have. */
    private static List<StoredRecord> others(Table table, Field field, Draft draft, Optional<StoredRecord> before) {
        var value = draft.values().get(field);
        return value == null
                ? List.of()
                : table.matching(field, value).stream()
                        .filter(record -> before.filter(own -> own.id().equals(record.id()))
                                .isEmpty())
                        .toList();
    }

    private static ObjectNode result(DuplicateRule rule, String object, List<StoredRecord> others) {
        var result = Json.object()
                .put("allowSave", rule.action() == DuplicateRule.Action.ALERT)
                .put("duplicateRule", rule.name())
                .put("duplicateRuleEntityType", object)
                .put("errorMessage", QUESTION);
        var match = result.putArray("matchResults").addObject().put("entityType", object);
        match.putArray("errors");
        match.put("matchEngine", "ExactMatchEngine");
        var records = match.putArray("matchRecords");
        others.forEach(other -> records.add(matched(object, other)));
        match.put("rule", rule.name()).put("size", others.size()).put("success", true);
        return result;
    }

    private static ObjectNode matched(String object, StoredRecord other) {
        var json = Json.object();
        json.putArray("additionalInformation");
        json.putArray("fieldDiffs");
        json.put("matchConfidence", 100.0);
        var record = json.putObject("record");
        record.putObject("attributes")
                .put("type", object)
                .put("url", "/services/data/v60.0/sobjects/" + object + "/" + other.id());
        record.put("Id", other.id());
        return json;
    }
}
