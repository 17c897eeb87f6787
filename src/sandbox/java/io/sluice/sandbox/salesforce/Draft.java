package io.sluice.sandbox.salesforce;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a request says of one record.
 *
 * @param id its {@code Id}, as sent
 * @param values typed; null clears
 * @param unknown names that are no field that the user may see
 */
record Draft(Optional<String> id, Map<Field, Object> values, List<String> unknown) {

    boolean has(Field field) {
        return values.containsKey(field);
    }

    /** With this value besides. */
    Draft with(Field field, Object value) {
        var more = new LinkedHashMap<>(values);
        more.put(field, value);
        return new Draft(id, more, unknown);
    }

    Draft without(Field field) {
        var fewer = new LinkedHashMap<>(values);
        fewer.remove(field);
        return new Draft(id, fewer, unknown);
    }
}
