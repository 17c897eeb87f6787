package io.sluice.sandbox.salesforce;

import io.sluice.sandbox.salesforce.Token.Kind;
import java.math.BigDecimal;
import java.time.DateTimeException;

/** Finds the fields that a query names, and reads values as their types. */
final class FieldFinder {
    /** How much of a long query is shown on either side of the place. */
    private static final int AROUND = 40;

    private final ObjectType type;
    private final String query;

    FieldFinder(ObjectType type, String query) {
        this.type = type;
        this.query = query;
    }

    Field field(Token name) {
        return type.field(name.text())
                .orElseThrow(() -> invalid(
                        name,
                        "No such column '" + name.text() + "' on entity '" + type.name()
                                + "'. If you are attempting to use a custom field, be sure to append the '__c' after the"
                                + " custom field name. Please reference your WSDL or the describe call for the appropriate"
                                + " names."));
    }

    Field filterable(Token name) {
        var field = field(name);
        if (!field.filterable()) {
            throw invalid(name, "field '" + field.name() + "' can not be filtered in a query call");
        }
        return field;
    }

    /** Text stands in quotes, everything else does not. */
    Object value(Field field, Token token) {
        if (token.is("null")) {
            return null;
        }
        if (field.type().isText() != (token.kind() == Kind.TEXT)) {
            throw mistyped(field, token);
        }
        if (field.type() == FieldType.ID || field.type() == FieldType.REFERENCE) {
            return id(token);
        }
        try {
            return switch (field.type()) {
                case BOOLEAN -> bool(field, token);
                case INT, DOUBLE, CURRENCY, PERCENT -> new BigDecimal(token.text());
                case DATE -> FieldType.day(token.text());
                case DATETIME -> FieldType.time(token.text());
                default -> token.text();
            };
        } catch (NumberFormatException | DateTimeException e) {
            throw mistyped(field, token);
        }
    }

    private Boolean bool(Field field, Token token) {
        if (!token.is("true") && !token.is("false")) {
            throw mistyped(field, token);
        }
        return token.is("true");
    }

    private static String id(Token token) {
        if (!Ids.isWellFormed(token.text())) {
            throw new SalesforceError(400, "INVALID_QUERY_FILTER_OPERATOR", "invalid ID field: " + token.text());
        }
        return token.text();
    }

    private SalesforceError mistyped(Field field, Token token) {
        return invalid(
                token,
                "value of filter criterion for field '" + field.name() + "' must be of type "
                        + (field.type().isText()
                                ? "string"
                                : field.type().spelling().replace("datetime", "dateTime"))
                        + " and should" + (field.type().isText() ? "" : " not") + " be enclosed in quotes");
    }

    private SalesforceError invalid(Token token, String message) {
        return new SalesforceError(400, "INVALID_FIELD", pointing(query, token) + message);
    }

    /** The query, or what of it surrounds the place, and a caret below the place. */
    static String pointing(String query, Token token) {
        var begin = Math.max(0, token.at() - AROUND);
        var end = Math.min(query.length(), token.at() + AROUND);
        return "\n" + query.substring(begin, end) + "\n" + " ".repeat(token.at() - begin) + "^\nERROR at Row:1:Column:"
                + (token.at() + 1) + "\n";
    }
}
