package io.sluice.sync;

import java.util.List;
import java.util.Set;

/** The tables in which the sync writes down what becomes of it. */
final class RunTables {
    static final Shape RUNS = new Shape(
            "_sync_runs",
            "What came of each collection in each run of the sync.",
            List.of(
                    Shape.own("run_id", Type.TEXT, "The same for all collections of a run."),
                    Shape.own("collection", Type.TEXT, "Its name."),
                    Shape.own("started_at", Type.TIMESTAMP, "When the run began with it."),
                    Shape.own("finished_at", Type.TIMESTAMP, "When it was over; null while it is under way."),
                    Shape.own("status", Type.TEXT, "running, success, partial or failure."),
                    Shape.own("fetched", Type.INTEGER, "Rows that were read, each key once."),
                    Shape.own("inserted", Type.INTEGER, "Rows that were not there before."),
                    Shape.own(
                            "updated",
                            Type.INTEGER,
                            "Rows that had changed, or came back after they had been deleted."),
                    Shape.own("unchanged", Type.INTEGER, "Rows that were read and not written."),
                    Shape.own("deleted", Type.INTEGER, "Rows that were marked as deleted."),
                    Shape.own("calls", Type.INTEGER, "Calls that were made, those repeated included."),
                    Shape.own("retries", Type.INTEGER, "Calls that had to be repeated."),
                    Shape.own("notices", Type.JSON, "Sentences that the result does not tell, as a JSON array."),
                    Shape.own("reason", Type.TEXT, "Of a failure: a word of a closed list."),
                    Shape.own("detail", Type.TEXT, "Of a failure: what exactly."),
                    Shape.own("remedy", Type.TEXT, "Of a failure: who has to do what about it.")),
            List.of("run_id", "collection"),
            Set.of("run_id", "collection", "started_at", "status"));

    static final Shape STATE = new Shape(
            "_sync_state",
            "How far each collection has been copied.",
            List.of(
                    Shape.own("collection", Type.TEXT, "Its name."),
                    Shape.own("watermark", Type.TIMESTAMP, "The newest change that has been copied."),
                    Shape.own("last_run_at", Type.TIMESTAMP, "When the last run that came to an end had begun."),
                    Shape.own("last_success_at", Type.TIMESTAMP, "When the last successful run had begun."),
                    Shape.own(
                            "last_full_at",
                            Type.TIMESTAMP,
                            "When the last successful run had begun that read all of it."),
                    Shape.own("last_status", Type.TEXT, "What came of the last run: success, partial or failure.")),
            List.of("collection"),
            Set.of("collection"));

    private RunTables() {}
}
