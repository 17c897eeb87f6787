package io.sluice.sandbox.salesforce;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The results of queries whose pages have not all been fetched; of the last hundred. */
final class Cursors {
    private static final int MOST = 100;

    private final Map<String, Result> results = new LinkedHashMap<>();
    private long number;

    /** All records of a query, and how many of them a page holds. */
    record Result(Table table, List<Field> fields, List<StoredRecord> records, int page) {}

    String keep(Result result) {
        var id = Ids.of("01g", ++number);
        results.put(id, result);
        if (results.size() > MOST) {
            results.remove(results.keySet().iterator().next());
        }
        return id;
    }

    Optional<Result> get(String id) {
        return Optional.ofNullable(results.get(id));
    }

    void clear() {
        results.clear();
    }
}
