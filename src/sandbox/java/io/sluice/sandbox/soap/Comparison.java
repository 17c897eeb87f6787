package io.sluice.sandbox.soap;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A SimpleOperator with its values. As in SQL a value that is null satisfies none but {@code isNull}.
 *
 * @param values of the property's type
 * @param pattern what a value must match for {@code like}; else null
 */
record Comparison(Operator operator, List<Comparable<?>> values, Pattern pattern) {

    private enum Operator {
        EQUALS("equals", 1),
        NOT_EQUALS("notEquals", 1),
        GREATER_THAN("greaterThan", 1),
        GREATER_THAN_OR_EQUAL("greaterThanOrEqual", 1),
        LESS_THAN("lessThan", 1),
        LESS_THAN_OR_EQUAL("lessThanOrEqual", 1),
        BETWEEN("between", 2),
        LIKE("like", 1),
        IN("IN", 0),
        IS_NULL("isNull", 0),
        IS_NOT_NULL("isNotNull", 0);

        private final String spelling;
        private final int values;

        Operator(String spelling, int values) {
            this.spelling = spelling;
            this.values = values;
        }
    }

    static Comparison read(Element filter, ListProperty property) {
        var spelling = filter.textOf("SimpleOperator");
        var operator = Stream.of(Operator.values())
                .filter(candidate -> candidate.spelling.equals(spelling))
                .findFirst()
                .orElseThrow(() -> SoapFault.client("The SimpleOperator '" + spelling + "' is not known."));
        var values = Stream.concat(filter.children("Value").stream(), filter.children("DateValue").stream())
                .<Comparable<?>>map(value -> property.read(value.text().strip()))
                .toList();
        if (operator.values > 0 && operator.values != values.size() || operator == Operator.IN && values.isEmpty()) {
            throw SoapFault.client("The SimpleOperator " + spelling + " has the wrong number of values.");
        }
        return new Comparison(
                operator,
                values,
                operator == Operator.LIKE ? pattern(values.get(0).toString()) : null);
    }

    boolean holds(Comparable<?> value) {
        if (value == null) {
            return operator == Operator.IS_NULL;
        }
        return switch (operator) {
            case IS_NULL -> false;
            case IS_NOT_NULL -> true;
            case EQUALS -> compared(value, 0) == 0;
            case NOT_EQUALS -> compared(value, 0) != 0;
            case GREATER_THAN -> compared(value, 0) > 0;
            case GREATER_THAN_OR_EQUAL -> compared(value, 0) >= 0;
            case LESS_THAN -> compared(value, 0) < 0;
            case LESS_THAN_OR_EQUAL -> compared(value, 0) <= 0;
            case BETWEEN -> compared(value, 0) >= 0 && compared(value, 1) <= 0;
            case IN -> values.contains(value);
            case LIKE -> pattern.matcher(value.toString()).matches();
        };
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private int compared(Comparable value, int with) {
        return value.compareTo(values.get(with));
    }

    /** SQL's LIKE: a percent sign for any text, an underscore for any character. */
    private static Pattern pattern(String like) {
        var expression = new StringBuilder();
        like.codePoints()
                .mapToObj(Character::toString)
                .forEach(character -> expression.append(
                        switch (character) {
                            case "%" -> ".*";
                            case "_" -> ".";
                            default -> Pattern.quote(character);
                        }));
        return Pattern.compile(expression.toString(), Pattern.DOTALL);
    }
}
