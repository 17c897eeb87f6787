package io.sluice.sandbox.salesforce;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A query that was read: its object and fields are there.
 *
 * @param fields empty for {@code COUNT()}
 */
record Query(Table table, List<Field> fields, Optional<Condition> where, List<Order> orders, int limit, int offset) {

    List<StoredRecord> run() {
        var sorted = sorted(where.map(this::filtered).orElseGet(() -> table.all().stream()));
        return sorted.skip(offset).limit(limit).toList();
    }

    private Stream<StoredRecord> filtered(Condition condition) {
        return condition
                .candidates(table)
                .map(List::stream)
                .orElseGet(() -> table.all().stream())
                .filter(condition::holds);
    }

    private Stream<StoredRecord> sorted(Stream<StoredRecord> found) {
        return orders.stream()
                .map(order -> (Comparator<StoredRecord>) order)
                .reduce(Comparator::thenComparing)
                .map(found::sorted)
                .orElse(found);
    }
}
