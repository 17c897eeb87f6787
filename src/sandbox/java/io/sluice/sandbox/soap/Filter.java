package io.sluice.sandbox.soap;

import io.sluice.sandbox.source.Row;
import java.util.List;
import java.util.function.Predicate;

/** Which lists are wanted. */
sealed interface Filter extends Predicate<Row> {

    /** Every list. */
    record Everything() implements Filter {
        @Override
        public boolean test(Row row) {
            return true;
        }
    }

    /** Two filters, of which both or one must hold. */
    record Both(Filter left, boolean and, Filter right) implements Filter {
        @Override
        public boolean test(Row row) {
            return and ? left.test(row) && right.test(row) : left.test(row) || right.test(row);
        }
    }

    /** A property compared with values; see {@link Comparison}. */
    record Simple(ListProperty property, Comparison comparison) implements Filter {
        @Override
        public boolean test(Row row) {
            return comparison.holds(property.valueOf(row));
        }
    }

    static Filter read(Element filter, List<ListProperty> properties) {
        return switch (filter.type()) {
            case "SimpleFilterPart" -> simple(filter, properties);
            case "ComplexFilterPart" ->
                new Both(
                        operand(filter, "LeftOperand", properties),
                        switch (filter.textOf("LogicalOperator")) {
                            case "AND" -> true;
                            case "OR" -> false;
                            default -> throw SoapFault.client("The LogicalOperator must be AND or OR.");
                        },
                        operand(filter, "RightOperand", properties));
            default -> throw SoapFault.client("The Filter needs an xsi:type: SimpleFilterPart or ComplexFilterPart.");
        };
    }

    private static Filter operand(Element filter, String name, List<ListProperty> properties) {
        return read(
                filter.child(name).orElseThrow(() -> SoapFault.client("The filter has no " + name + ".")), properties);
    }

    private static Filter simple(Element filter, List<ListProperty> properties) {
        var name = filter.textOf("Property");
        var property = ListProperty.named(properties, name);
        if (property == null) {
            throw new Refused("The Filter Property '" + name + "' is not a retrievable property.");
        }
        return new Simple(property, Comparison.read(filter, property));
    }
}
