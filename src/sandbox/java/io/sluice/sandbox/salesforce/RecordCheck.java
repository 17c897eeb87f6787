package io.sluice.sandbox.salesforce;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a record may be written, in the order in which Salesforce checks; only the first stage that objects is told. */
final class RecordCheck {
    private final Org org;
    private final WriteOptions options;
    private final ValueCheck values;
    private final DuplicateCheck duplicates;

    RecordCheck(Org org, WriteOptions options) {
        this.org = org;
        this.options = options;
        values = new ValueCheck(org);
        duplicates = new DuplicateCheck(org);
    }

    /** @param before the record to be updated; empty when one is to be created */
    List<RecordProblem> problems(Table table, Draft draft, Optional<StoredRecord> before) {
        var type = table.type();
        var first = unknown(type, draft)
                .or(() -> notWritable(draft, before.isEmpty()))
                .or(() -> converted(before));
        if (first.isPresent()) {
            return List.of(first.get());
        }
        var wrong = values.problems(draft);
        if (!wrong.isEmpty()) {
            return wrong;
        }
        return required(type, draft, before.isEmpty())
                .or(() -> duplicates.found(table, draft, before, options.allowDuplicates()))
                .or(() -> ordered(type, draft, before))
                .or(() -> duplicates.unique(table, draft, before))
                .map(List::of)
                .orElse(List.of());
    }

    /** What is kept of a checked value. */
    Object stored(Field field, Object value) {
        return values.stored(field, value);
    }

    private static Optional<RecordProblem> unknown(ObjectType type, Draft draft) {
        return draft.unknown().stream()
                .findFirst()
                .map(name -> RecordProblem.of(
                        "INVALID_FIELD", "No such column '" + name + "' on sobject of type " + type.name()));
    }

    private static Optional<RecordProblem> notWritable(Draft draft, boolean creating) {
        var names = draft.values().keySet().stream()
                .filter(field -> creating ? !field.createable() : !field.updateable())
                .map(Field::name)
                .toArray(String[]::new);
        return names.length == 0
                ? Optional.empty()
                : Optional.of(RecordProblem.at(
                        "INVALID_FIELD_FOR_INSERT_UPDATE",
                        "Unable to create/update fields: " + String.join(", ", names)
                                + ". Please check the security settings of this field and verify that it is read/write"
                                + " for your profile or permission set.",
                        names));
    }

    private static Optional<RecordProblem> converted(Optional<StoredRecord> before) {
        return before.filter(record -> record.is("isconverted"))
                .map(record -> RecordProblem.at("CANNOT_UPDATE_CONVERTED_LEAD", "cannot reference converted lead"));
    }

    private static Optional<RecordProblem> required(ObjectType type, Draft draft, boolean creating) {
        var missing = new ArrayList<String>();
        for (var field : type.visible()) {
            var needed = !field.nillable() && (creating ? field.createable() : field.updateable());
            var absent = creating && !draft.has(field) && !field.defaultedOnCreate();
            var cleared = draft.has(field) && draft.values().get(field) == null;
            if (needed && (absent || cleared)) {
                missing.add(field.name());
            }
        }
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(RecordProblem.at(
                        "REQUIRED_FIELD_MISSING",
                        "Required fields are missing: " + missing,
                        missing.toArray(String[]::new)));
    }

    private Optional<RecordProblem> ordered(ObjectType type, Draft draft, Optional<StoredRecord> before) {
        return org.faults()
                .meeting(
                        type.name(),
                        before.map(StoredRecord::id),
                        before.isEmpty() ? "create" : "update",
                        draft.values().values());
    }
}
