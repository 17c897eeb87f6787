package io.sluice.sync.collection;

import io.sluice.sync.Table;

/** The five arguments of a goal's schema, each with the same five properties: a column for each of the 25. */
final class GoalSchema {
    private GoalSchema() {}

    static void columns(Table.Builder table) {
        argument(table, "condition_outcome", "conditionOutcome", "_data_type");
        // The one name that is not like the others.
        argument(table, "dequeue_reason", "dequeueReason", "_type");
        argument(table, "filter_result", "filterResult", "_data_type");
        argument(table, "last_executed_activity_key", "lastExecutedActivityKey", "_data_type");
        argument(table, "start_activity_key", "startActivityKey", "_data_type");
    }

    private static void argument(Table.Builder table, String words, String name, String type) {
        var column = "schema_args_" + words;
        var path = "schema.arguments." + name + ".";
        var of = " the argument " + name + ".";
        table.text(column + "_access", path + "access", "Who sees" + of)
                .text(column + type, path + "dataType", "The data type of" + of)
                .text(column + "_direction", path + "direction", "In or Out, for" + of)
                .bool(column + "_is_nullable", path + "isNullable", "Whether there may be no value of" + of)
                .bool(column + "_read_only", path + "readOnly", "Whether nothing can change" + of);
    }
}
