package io.sluice.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.sync.Changes;
import io.sluice.sync.CollectionReport;
import io.sluice.sync.Fault;
import io.sluice.sync.RunReport;
import io.sluice.sync.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunTableTest {
    private static final CollectionReport LISTS = new CollectionReport(
            "lists",
            Status.SUCCESS,
            new Changes(12, 3, 2, 7, 1),
            4,
            1,
            Duration.ofMillis(1_250),
            List.of("a new field: x"),
            Optional.empty());
    private static final CollectionReport CAMPAIGNS = new CollectionReport(
            "campaigns",
            Status.FAILURE,
            Changes.NONE,
            1,
            0,
            Duration.ofMillis(100),
            List.of(),
            Optional.of(new Fault("permission", "The token has no scope x.", "The administrator: grant x.")));

    @Test
    void each_collection_has_a_line_and_then_what_is_to_be_known_of_it() {
        assertThat(RunTable.lines(run(Status.PARTIAL, false, CAMPAIGNS, LISTS)))
                .containsExactly(
                        "collection  status   fetched  inserted  updated  unchanged  deleted  calls  retries  took",
                        "campaigns   failure  0        0         0        0          0        1      0        0.1s",
                        "lists       success  12       3         2        7          1        4      1        1.3s",
                        "campaigns: permission: The token has no scope x. The administrator: grant x.",
                        "lists: a new field: x",
                        "The sync default: partial in 2.0s.");
    }

    @Test
    void a_notice_about_one_of_a_collections_tables_names_that_table_once() {
        var interactions = new CollectionReport(
                "interactions",
                Status.SUCCESS,
                Changes.NONE,
                1,
                0,
                Duration.ZERO,
                List.of("interactions: values that do not fit", "goals: fields that are new"),
                Optional.empty());
        assertThat(RunTable.lines(run(Status.SUCCESS, false, interactions)))
                .contains("interactions: values that do not fit", "interactions: goals: fields that are new");
    }

    @Test
    void a_dry_run_says_that_nothing_was_written() {
        assertThat(RunTable.lines(run(Status.SUCCESS, true, LISTS)))
                .endsWith("The sync default: success in 2.0s, dry run: nothing was written.");
    }

    @Test
    void a_run_that_was_skipped_is_one_sentence() {
        assertThat(RunTable.lines(run(Status.SKIPPED, false)))
                .containsExactly("The sync default was skipped: another run of it is under way.");
    }

    private static RunReport run(Status status, boolean dryRun, CollectionReport... collections) {
        return new RunReport("default", "1", status, Duration.ofSeconds(2), dryRun, List.of(collections));
    }
}
