package io.sluice.sandbox.salesforce;

import java.util.HashMap;
import java.util.Map;

/** A record as it is kept: its values by the fields' names in small letters, none of them null. Never changed, only replaced. */
record StoredRecord(String id, Map<String, Object> values) {
    StoredRecord {
        values = Map.copyOf(values);
    }

    Object value(Field field) {
        return field.type() == FieldType.ID ? id : values.get(field.key());
    }

    boolean is(String key) {
        return Boolean.TRUE.equals(values.get(key));
    }

    /** With these values in place of its own; null takes a value away. */
    StoredRecord with(Map<String, Object> changes) {
        var merged = new HashMap<>(values);
        changes.forEach((key, value) -> {
            if (value == null) {
                merged.remove(key);
            } else {
                merged.put(key, value);
            }
        });
        return new StoredRecord(id, merged);
    }
}
