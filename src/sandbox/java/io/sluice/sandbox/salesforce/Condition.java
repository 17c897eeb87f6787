package io.sluice.sandbox.salesforce;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The WHERE clause of a query, with its fields found and its values typed. */
sealed interface Condition {

    boolean holds(StoredRecord record);

    /** Records among which all are for which it holds, found by an index; empty where all must be looked at. */
    default Optional<List<StoredRecord>> candidates(Table table) {
        return Optional.empty();
    }

    /** One of these values; null stands for none. */
    record In(Field field, List<Object> values, Map<Object, Boolean> comparable) implements Condition {
        static In of(Field field, List<Object> values) {
            var comparable = new LinkedHashMap<Object, Boolean>();
            values.forEach(value -> comparable.put(field.comparable(value), true));
            return new In(field, values, comparable);
        }

        @Override
        public boolean holds(StoredRecord record) {
            return comparable.containsKey(field.comparable(record.value(field)));
        }

        @Override
        public Optional<List<StoredRecord>> candidates(Table table) {
            return comparable.containsKey(null)
                    ? Optional.empty()
                    : Optional.of(comparable.keySet().stream()
                            .flatMap(value -> table.matching(field, value).stream())
                            .toList());
        }
    }

    /** The other way round. */
    record Not(Condition condition) implements Condition {
        @Override
        public boolean holds(StoredRecord record) {
            return !condition.holds(record);
        }
    }

    /** Smaller or greater than a value. */
    record Compared(Field field, String sign, Object value) implements Condition {
        @Override
        public boolean holds(StoredRecord record) {
            var own = record.value(field);
            if (own == null || value == null) {
                return false;
            }
            var order = Order.ordered(field.comparable(own), field.comparable(value));
            return switch (sign) {
                case "<" -> order < 0;
                case "<=" -> order <= 0;
                case ">" -> order > 0;
                default -> order >= 0;
            };
        }
    }

    /** All of them. */
    record And(List<Condition> parts) implements Condition {
        @Override
        public boolean holds(StoredRecord record) {
            return parts.stream().allMatch(part -> part.holds(record));
        }

        @Override
        public Optional<List<StoredRecord>> candidates(Table table) {
            return parts.stream()
                    .map(part -> part.candidates(table))
                    .flatMap(Optional::stream)
                    .findFirst();
        }
    }

    /** Any of them. */
    record Or(List<Condition> parts) implements Condition {
        @Override
        public boolean holds(StoredRecord record) {
            return parts.stream().anyMatch(part -> part.holds(record));
        }

        @Override
        public Optional<List<StoredRecord>> candidates(Table table) {
            var each = parts.stream().map(part -> part.candidates(table)).toList();
            if (!each.stream().allMatch(Optional::isPresent)) {
                return Optional.empty();
            }
            var distinct = new LinkedHashMap<String, StoredRecord>();
            each.forEach(found -> found.orElseThrow().forEach(record -> distinct.put(record.id(), record)));
            return Optional.of(List.copyOf(distinct.values()));
        }
    }
}
