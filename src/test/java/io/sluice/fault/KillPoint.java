package io.sluice.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Where a run of a sync is killed. */
sealed interface KillPoint {
    /** While a call waits for its answer: what was read before is in no table yet. */
    record Call(String collection, int number) implements KillPoint {
        private static final Map<String, String> PATHS = Map.of(
                "campaigns", "/hub/v1/campaigns$",
                "campaign_assets", "/assets$",
                "lists", "(?i)/service[.]asmx$",
                "interactions", "/interactions$");

        /** A regular expression. */
        static String path(String collection) {
            return PATHS.get(collection);
        }

        String fault() {
            return "{\"match\": {\"path\": \"%s\"}, \"skip\": %d, \"times\": 1, \"action\": \"hang\"}"
                    .formatted(path(collection), number - 1);
        }

        @Override
        public String toString() {
            return collection + ", call " + number;
        }
    }

    /**
     * At a statement of the transaction of a collection.
     *
     * @param table which is written
     * @param condition of the row that is written, {@code NEW}
     * @param committed whether it is the first statement after the transaction instead
     */
    record Statement(String collection, String what, When when, String table, String condition, boolean committed)
            implements KillPoint {
        /** Those that are the same in each database. */
        static List<Statement> of(String collection, List<String> tables) {
            var first = tables.get(0);
            var all = new ArrayList<Statement>();
            all.add(before(collection, "rows are staged", When.AFTER_UPDATE, "_sync_runs", "running", first));
            all.add(before(collection, "deletions are marked", When.AFTER_UPDATE, first, "NEW.is_deleted"));
            for (var table : tables) {
                var history = table + "_history";
                all.add(before(collection, history + " is begun", When.AFTER_INSERT, history, "NEW.valid_to IS NULL"));
                all.add(before(collection, table + " is begun", When.BEFORE_INSERT, table, "NOT NEW.is_deleted"));
                all.add(before(
                        collection, table + " has its record", When.AFTER_UPDATE, "_sync_runs", "success", table));
                all.add(before(
                        collection,
                        table + " has its state",
                        When.AFTER_UPDATE,
                        "_sync_state",
                        "NEW.collection = '" + table + "'"));
            }
            return all;
        }

        private static Statement before(
                String collection, String what, When when, String runs, String status, String table) {
            return before(
                    collection, what, when, runs, "NEW.status = '" + status + "' AND NEW.collection = '" + table + "'");
        }

        private static Statement before(String collection, String what, When when, String table, String condition) {
            return new Statement(collection, what, when, table, condition, false);
        }

        /** The one that waits for it has begun. */
        static Statement committed(String collection, String next) {
            return new Statement(
                    collection,
                    "is committed",
                    When.BEFORE_INSERT,
                    "_sync_runs",
                    "NEW.collection = '" + next + "'",
                    true);
        }

        @Override
        public String toString() {
            return collection + ", " + what;
        }
    }

    enum When {
        BEFORE_INSERT,
        AFTER_INSERT,
        AFTER_UPDATE,
        AT_COMMIT;

        /** As a trigger has it. */
        String sql() {
            return name().replace('_', ' ');
        }
    }

    /** So long after its first call. */
    record Delay(Duration delay) implements KillPoint {
        @Override
        public String toString() {
            return delay.toMillis() + " ms after the first call";
        }
    }
}
