package io.sluice.sandbox.salesforce;

import io.sluice.sandbox.salesforce.Outcome.Refused;
import io.sluice.sandbox.salesforce.Outcome.Saved;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Creates, updates and deletes records of one org, for one request. */
final class Writer {
    private final Org org;
    private final WriteOptions options;
    private final RecordCheck check;

    Writer(Org org, WriteOptions options) {
        this.org = org;
        this.options = options;
        check = new RecordCheck(org, options);
    }

    Outcome create(Table table, Draft draft) {
        if (draft.id().isPresent()) {
            return new Refused(
                    RecordProblem.at("INVALID_FIELD_FOR_INSERT_UPDATE", "cannot specify Id in an insert call", "Id"));
        }
        var problems = check.problems(table, draft, Optional.empty());
        if (!problems.isEmpty()) {
            return new Refused(problems);
        }
        var record = new StoredRecord(table.nextId(), values(table, draft));
        store(table, record, "create", draft);
        org.undo().push(() -> table.forget(record.id()));
        return new Saved(record.id(), true);
    }

    Outcome update(Table table, String id, Draft draft) {
        var found = find(table, id);
        if (found instanceof Found.Missing missing) {
            return new Refused(missing.problem());
        }
        var before = ((Found.There) found).record();
        var problems = check.problems(table, draft, Optional.of(before));
        if (!problems.isEmpty()) {
            return new Refused(problems);
        }
        store(table, before.with(changes(table, draft, before)), "update", draft);
        org.undo().push(() -> table.put(before));
        return new Saved(before.id(), false);
    }

    /** Updates the one record with this value, or creates it. */
    Outcome upsert(Table table, Field key, Object value, Draft draft) {
        var matches = table.matching(key, value);
        if (matches.size() > 1) {
            var ids = matches.stream().map(StoredRecord::id).toList();
            return new Refused(RecordProblem.of(
                    "DUPLICATE_EXTERNAL_ID", "More than one record found for external id field: " + ids));
        }
        return matches.isEmpty()
                ? create(table, draft.with(key, value))
                : update(table, matches.get(0).id(), draft.without(key));
    }

    Outcome delete(Table table, String id) {
        var found = find(table, id);
        if (found instanceof Found.Missing missing) {
            return new Refused(missing.problem());
        }
        var before = ((Found.There) found).record();
        var fault = org.faults()
                .meeting(
                        table.type().name(),
                        Optional.of(before.id()),
                        "delete",
                        before.values().values());
        if (fault.isPresent()) {
            return new Refused(fault.get());
        }
        table.delete(before.id());
        org.changes().add(options.request(), "delete", table.type().name(), before.id(), Map.of());
        org.undo().push(() -> table.put(before));
        return new Saved(before.id(), false);
    }

    private sealed interface Found {
        record There(StoredRecord record) implements Found {}

        record Missing(RecordProblem problem) implements Found {}
    }

    private static Found find(Table table, String id) {
        if (!Ids.isWellFormed(id) || !id.startsWith(table.type().keyPrefix())) {
            return new Found.Missing(RecordProblem.at(
                    "MALFORMED_ID", table.type().label() + " ID: id value of incorrect type: " + id, "Id"));
        }
        if (table.isDeleted(id)) {
            return new Found.Missing(RecordProblem.at("ENTITY_IS_DELETED", "entity is deleted"));
        }
        return table.get(id)
                .<Found>map(Found.There::new)
                .orElseGet(() -> new Found.Missing(
                        RecordProblem.at("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id")));
    }

    private void store(Table table, StoredRecord record, String operation, Draft draft) {
        table.put(record);
        var set = new LinkedHashMap<String, Object>();
        draft.values().forEach((field, value) -> set.put(field.name(), value));
        org.changes().add(options.request(), operation, table.type().name(), record.id(), set);
    }

    private Map<String, Object> values(Table table, Draft draft) {
        var values = new HashMap<String, Object>();
        for (var field : table.type().all()) {
            field.defaultOnCreate().ifPresent(value -> values.put(field.key(), value));
        }
        values.put("createddate", org.now());
        values.put("createdbyid", org.userId());
        values.put("ownerid", org.userId());
        values.putAll(changes(table, draft, new StoredRecord("", Map.of())));
        values.values().removeIf(Objects::isNull);
        return values;
    }

    /** By default a record passes the active assignment rule whenever it is written, not only when it is created. */
    private Map<String, Object> changes(Table table, Draft draft, StoredRecord before) {
        var changes = new HashMap<String, Object>();
        draft.values().forEach((field, value) -> changes.put(field.key(), check.stored(field, value)));
        changes.put("lastmodifieddate", org.now());
        changes.put("lastmodifiedbyid", org.userId());
        changes.put("systemmodstamp", org.now());
        options.rule(org.settings(), table.type().name()).ifPresent(rule -> changes.put("ownerid", rule.owner()));
        if (table.type().anyField("LastName").isPresent()) {
            changes.put("name", PersonName.of(before.with(changes)));
        }
        return changes;
    }
}
