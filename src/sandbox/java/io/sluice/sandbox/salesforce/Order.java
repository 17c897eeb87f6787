package io.sluice.sandbox.salesforce;

import java.util.Comparator;

/** One field of ORDER BY. */
record Order(Field field, boolean descending, boolean nullsLast) implements Comparator<StoredRecord> {

    @Override
    public int compare(StoredRecord one, StoredRecord other) {
        var left = one.value(field);
        var right = other.value(field);
        if (left == null || right == null) {
            return left == right ? 0 : (left == null) == nullsLast ? 1 : -1;
        }
        var order = ordered(field.comparable(left), field.comparable(right));
        return descending ? -order : order;
    }

    /** Values of one field are of one class. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    static int ordered(Object left, Object right) {
        return ((Comparable) left).compareTo(right);
    }
}
