package io.sluice.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.delivery.Checked;
import io.sluice.delivery.Failure;
import io.sluice.delivery.Reason;
import io.sluice.delivery.RecordWriting;
import io.sluice.delivery.Row;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Rows beside the fields of their object: they take the fields' names, types and limits. What the object has no field for,
 * or this user may not write, is left out, or refuses the row. Only what Salesforce would certainly refuse is refused.
 *
 * @param notes is told what is left out or cut
 */
record RecordCheck(SObject object, RecordWriting writing, FieldNotes notes) {
    /** The fields of one record while it is being made. */
    private static final class Fields {
        private final boolean existing;
        private final Map<String, JsonNode> values = new LinkedHashMap<>();
        private Optional<FieldValue.Bad> bad = Optional.empty();

        /** @param existing whether the record may be there, so that null clears something */
        Fields(boolean existing) {
            this.existing = existing;
        }

        void put(SObjectField field, JsonNode value) {
            if (!value.isNull() || existing && field.nillable()) {
                values.put(field.name(), value);
            } else if (existing) {
                bad(Reason.NULL_REFUSED, "field " + field + ": may not be empty");
            }
        }

        void bad(Reason reason, String detail) {
            bad = bad.or(() -> Optional.of(new FieldValue.Bad(reason, detail)));
        }

        Checked with(Map<String, JsonNode> keys, Row row) {
            return bad.<Checked>map(field -> new Checked.Refused(field.reason(), field.detail()))
                    .orElseGet(() -> new Checked.Fits(new Row(keys, values, row.match())));
        }
    }

    /** Its keys with the names and in the form of their fields, to look for them; its other fields as they are. */
    Checked lookUp(Row row) {
        for (var name : row.keys().keySet()) {
            var field = object.field(name);
            if (field.isEmpty() || !field.get().filterable()) {
                return misfit(
                        Reason.TARGET_UNKNOWN,
                        "records of " + object.name() + " cannot be looked up by '" + name
                                + (field.isEmpty()
                                        ? "': this user sees no such field; create it, make it visible, or correct 'keys'"
                                        : "': a query cannot look for its values; use another field in 'keys'"));
            }
        }
        var keys = keys(row);
        return keys.bad
                .<Checked>map(field -> new Checked.Refused(field.reason(), field.detail()))
                .orElseGet(() -> new Checked.Fits(new Row(keys.values, row.values(), row.match())));
    }

    /** A new record: no keys, all fields among the values. */
    Checked create(Row row) {
        if (!object.createable()) {
            return misfit(
                    Reason.PERMISSION,
                    "this user may not create records of " + object.name()
                            + "; grant 'Create' in the profile or a permission set");
        }
        for (var name : row.keys().keySet()) {
            var field = object.field(name);
            if (field.isPresent() && field.get().type() == FieldType.ID) {
                return new Checked.Refused(Reason.RECORD_NOT_FOUND, "no " + object.name() + " has this Id");
            }
            if (field.filter(SObjectField::createable).isEmpty()) {
                return misfit(
                        Reason.PERMISSION,
                        "this user may not write the field '" + name + "' of new records of " + object.name()
                                + ", so that they would not be found again; make it editable, or correct 'keys'");
            }
        }
        var fields = new Fields(false);
        putKeys(fields, row, field -> true);
        putValues(fields, row, SObjectField::createable);
        writing.onCreate().forEach((name, value) -> {
            if (object.field(name)
                    .filter(field -> fields.values.containsKey(field.name()))
                    .isEmpty()) {
                put(fields, name, value, SObjectField::createable);
            }
        });
        checkRequired(fields);
        return fields.with(Map.of(), row);
    }

    private void checkRequired(Fields fields) {
        var lacking = object.required().stream()
                .map(SObjectField::name)
                .filter(name -> !fields.values.containsKey(name))
                .collect(Collectors.joining(", "));
        if (!lacking.isEmpty()) {
            fields.bad(Reason.REQUIRED_MISSING, "a new " + object.name() + " needs a value of " + lacking);
        }
    }

    /**
     * A record that is there, with its id as the only key.
     *
     * @param id of the record
     */
    Checked update(Row row, JsonNode id) {
        if (!object.updateable()) {
            return misfit(
                    Reason.PERMISSION,
                    "this user may not change records of " + object.name()
                            + "; grant 'Edit' in the profile or a permission set");
        }
        var fields = new Fields(true);
        putKeys(fields, row, SObjectField::updateable);
        putValues(fields, row, SObjectField::updateable);
        return fields.with(Map.of("Id", id), row);
    }

    /** A record that is written by its external id, whether it is there or not; that stays the key. */
    Checked upsert(Row row) {
        var keys = keys(row);
        var fields = new Fields(true);
        fields.bad = keys.bad;
        putValues(fields, row, field -> field.createable() && field.updateable());
        return fields.with(keys.values, row);
    }

    /** Never cut: another record would be found, or none. */
    private void putKeys(Fields fields, Row row, Predicate<SObjectField> wanted) {
        row.keys().forEach((name, value) -> object.field(name)
                .filter(wanted)
                .ifPresent(field -> put(fields, field, field.takeWhole(value))));
    }

    private Fields keys(Row row) {
        var keys = new Fields(true);
        putKeys(keys, row, field -> true);
        return keys;
    }

    private void putValues(Fields fields, Row row, Predicate<SObjectField> writable) {
        row.values().forEach((name, value) -> put(fields, name, value, writable));
    }

    private void put(Fields fields, String name, JsonNode value, Predicate<SObjectField> writable) {
        var field = object.field(name);
        if (field.filter(writable).isPresent()) {
            put(fields, field.get(), field.get().take(value));
            return;
        }
        var why = field.isPresent() ? "may not be written by this user" : "is not there, or not visible to this user";
        if (writing.onUnknownField() == RecordWriting.OnUnknownField.REFUSE) {
            fields.bad(Reason.FIELD_UNKNOWN, "field '" + name + "' of " + object.name() + " " + why);
        } else {
            notes.dropped(name, why);
        }
    }

    private void put(Fields fields, SObjectField field, FieldValue taken) {
        if (taken instanceof FieldValue.Bad bad) {
            fields.bad(bad.reason(), bad.detail());
            return;
        }
        var good = (FieldValue.Good) taken;
        if (good.cut()) {
            notes.cut(field);
        }
        fields.put(field, good.value());
    }

    private static Checked misfit(Reason reason, String detail) {
        return new Checked.Misfit(new Failure(Failure.Owner.TARGET, reason, Optional.empty(), detail));
    }
}
