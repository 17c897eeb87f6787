package io.sluice.sandbox.salesforce;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.sandbox.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Optional;

/** A JSON body, typed as it is read: one value of the wrong type fails the whole request, with its place. */
final class Body {
    private final byte[] bytes;
    private final JsonNode tree;

    private Body(byte[] bytes, JsonNode tree) {
        this.bytes = bytes;
        this.tree = tree;
    }

    /** @throws SalesforceError JSON_PARSER_ERROR unless it is a JSON object */
    static Body of(byte[] bytes) {
        if (bytes.length == 0) {
            throw SalesforceError.unreadable("The HTTP entity body is required, but this request has no entity body.");
        }
        try {
            var tree = Json.MAPPER.readTree(bytes);
            if (tree.isArray()) {
                throw SalesforceError.unreadable(
                        "Can not deserialize SObject out of START_ARRAY token at [line:1, column:1]");
            }
            if (!tree.isObject()) {
                throw SalesforceError.unreadable("Unexpected character at [line:1, column:1]");
            }
            return new Body(bytes, tree);
        } catch (JsonProcessingException e) {
            throw SalesforceError.unreadable(e.getOriginalMessage() + place(e.getLocation()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode tree() {
        return tree;
    }

    /**
     * One record of the body.
     *
     * @param at where it is
     */
    Draft draft(ObjectType type, JsonPointer at) {
        var id = Optional.<String>empty();
        var values = new LinkedHashMap<Field, Object>();
        var unknown = new ArrayList<String>();
        for (var property : tree.at(at).properties()) {
            var name = property.getKey();
            if (name.equals("attributes")) {
                continue;
            }
            if (name.equalsIgnoreCase("Id")) {
                id = Optional.of(property.getValue().asText());
                continue;
            }
            type.field(name)
                    .ifPresentOrElse(
                            field -> values.put(field, value(field, property.getValue(), at, name)),
                            () -> unknown.add(name));
        }
        return new Draft(id, values, unknown);
    }

    /** Compound fields are written to by none, so what was sent for them does not matter. */
    private Object value(Field field, JsonNode value, JsonPointer at, String name) {
        if (field.type() == FieldType.ADDRESS) {
            return null;
        }
        try {
            return field.type().read(value);
        } catch (FieldType.WrongType e) {
            throw SalesforceError.unreadable(misfit(e.getMessage(), at.appendProperty(name)));
        }
    }

    /** Reads once more up to that value: only the parser knows the place. */
    private String misfit(String wanted, JsonPointer at) {
        try (var parser = Json.MAPPER.createParser(bytes)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() != JsonToken.FIELD_NAME
                        && parser.getParsingContext().pathAsPointer().equals(at)) {
                    return "Cannot deserialize instance of %s from %s value %s or request may be missing a required field%s"
                            .formatted(
                                    wanted,
                                    parser.currentToken(),
                                    parser.getText(),
                                    place(parser.currentTokenLocation()));
                }
            }
            throw new IllegalStateException("There is nothing at " + at);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String place(JsonLocation location) {
        return " at [line:%d, column:%d]".formatted(location.getLineNr(), location.getColumnNr());
    }
}
