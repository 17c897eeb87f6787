package io.sluice.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.sandbox.http.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Records as JSON, with the fields' own spelling. */
final class RecordPrinter {
    /** Milliseconds, and a zone without a colon. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSSxx", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private RecordPrinter() {}

    /** As the API prints it. */
    static ObjectNode print(ApiVersion version, ObjectType type, StoredRecord record, List<Field> fields) {
        var json = Json.object();
        json.putObject("attributes")
                .put("type", type.name())
                .put("url", version.path() + "/sobjects/" + type.name() + "/" + record.id());
        put(json, record, fields);
        return json;
    }

    /** Adds these fields, null where there is no value. */
    static void put(ObjectNode json, StoredRecord record, List<Field> fields) {
        for (var field : fields) {
            if (field.type() == FieldType.ID) {
                json.put(field.name(), record.id());
            } else if (field.type() == FieldType.ADDRESS) {
                json.set(field.name(), address(field, record));
            } else {
                put(json, field.name(), record.value(field));
            }
        }
    }

    private static void put(ObjectNode json, String name, Object value) {
        if (value instanceof Instant time) {
            json.put(name, TIME.format(time));
        } else if (value instanceof BigDecimal number) {
            json.put(name, number);
        } else if (value instanceof Boolean bool) {
            json.put(name, bool);
        } else {
            json.put(name, value == null ? null : value.toString());
        }
    }

    /** {@code BillingAddress} is made of {@code BillingStreet}, {@code BillingCity} and so on; {@code Address} of {@code Street}. */
    private static ObjectNode address(Field field, StoredRecord record) {
        var prefix = field.key().substring(0, field.key().length() - "address".length());
        var json = Json.object();
        for (var part : List.of(
                "city", "country", "geocodeAccuracy", "latitude", "longitude", "postalCode", "state", "street")) {
            put(json, part, record.values().get(prefix + part.toLowerCase(Locale.ROOT)));
        }
        return json;
    }
}
