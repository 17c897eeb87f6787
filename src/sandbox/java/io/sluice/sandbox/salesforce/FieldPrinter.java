package io.sluice.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.sandbox.http.Json;

/** A field as a describe shows it, its properties in the order of their names. */
final class FieldPrinter {
    private static final int BYTES_PER_CHARACTER = 3;

    private FieldPrinter() {}

    static ObjectNode print(Field field) {
        var json = Json.object()
                .put("aggregatable", field.filterable())
                .put("aiPredictionField", false)
                .put("autoNumber", false)
                .put("byteLength", field.length() * BYTES_PER_CHARACTER)
                .put("calculated", false)
                .put("caseSensitive", field.caseSensitive())
                .put("createable", field.createable())
                .put("custom", field.custom());
        json.set("defaultValue", field.defaultValue());
        json.put("defaultedOnCreate", field.defaultedOnCreate())
                .put("digits", field.digits())
                .put("externalId", field.externalId())
                .put("filterable", field.filterable())
                .put("groupable", field.filterable())
                .put("idLookup", field.idLookup() || field.externalId() || field.type() == FieldType.ID)
                .put("label", field.label())
                .put("length", field.length())
                .put("name", field.name())
                .put("nameField", field.name().equals("Name"))
                .put("nillable", field.nillable())
                .put("permissionable", field.nillable() && field.createable());
        picklist(field, json);
        json.put("precision", field.precision());
        var referenceTo = json.putArray("referenceTo");
        field.referenceTo().forEach(referenceTo::add);
        json.put("relationshipName", relationship(field))
                .put("restrictedPicklist", field.restricted())
                .put("scale", field.scale())
                .put("soapType", soapType(field.type()))
                .put("sortable", field.filterable())
                .put("type", field.type().spelling())
                .put("unique", field.unique())
                .put("updateable", field.updateable());
        return json;
    }

    private static void picklist(Field field, ObjectNode json) {
        var values = json.putArray("picklistValues");
        field.values().forEach(value -> values.addObject()
                .put("active", true)
                .put(
                        "defaultValue",
                        field.defaultValue() != null
                                && field.defaultValue().asText().equals(value))
                .put("label", value)
                .putNull("validFor")
                .put("value", value));
    }

    private static String relationship(Field field) {
        return field.type() == FieldType.REFERENCE && field.name().endsWith("Id")
                ? field.name().substring(0, field.name().length() - "Id".length())
                : null;
    }

    private static String soapType(FieldType type) {
        return switch (type) {
            case ID, REFERENCE -> "tns:ID";
            case BOOLEAN, INT, DATE -> "xsd:" + type.spelling();
            case DOUBLE, CURRENCY, PERCENT -> "xsd:double";
            case DATETIME -> "xsd:dateTime";
            case ADDRESS -> "urn:address";
            default -> "xsd:string";
        };
    }
}
