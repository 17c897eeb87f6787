package io.sluice.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.delivery.Reason;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SyncStatesTest extends SyncTestBase {
    /** Far less than the minute after which it looks by itself. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private SyncStates states;

    @BeforeEach
    void look() {
        // The warehouse has a clock of its own.
        clock.passes(Duration.between(clock.instant(), Instant.now()));
        states = states();
    }

    private SyncStates states() {
        var began = new SyncStates(configured, warehouses, metrics, clock);
        began.start();
        began.stop();
        return began;
    }

    @Test
    void before_the_first_run_all_is_well_for_twice_the_time_between_runs() {
        states.look();
        assertThat(states.all())
                .hasSize(3)
                .allSatisfy(one -> assertThat(one.sentence()).isEqualTo("not copied yet"))
                .allMatch(CopyHealth::well);
        clock.passes(Duration.ofHours(6).plusMinutes(1));
        assertThat(states.all()).noneMatch(CopyHealth::well);
    }

    @Test
    void the_age_of_the_last_success_is_told_and_old_is_not_well() throws Exception {
        run();
        states.look();
        clock.passes(Duration.ofMinutes(59));
        assertThat(states.all()).extracting(CopyHealth::name).contains("default campaigns", "default lists");
        assertThat(states.all()).allMatch(CopyHealth::well).allSatisfy(one -> assertThat(one.sentence())
                .matches("copied as of 20\\S+Z, (58|59) minutes ago"));

        clock.passes(Duration.ofHours(6));
        states.look();
        assertThat(states.all()).noneMatch(CopyHealth::well);
        assertThat(registry.get("sluice.sync.last.success.age.seconds")
                        .tags("sync", "default", "collection", "lists")
                        .gauge()
                        .value())
                .isBetween(6.9 * 3600, 7.1 * 3600);
    }

    @Test
    void a_run_of_this_process_is_seen_at_once() throws Exception {
        looking.start();
        try {
            await().atMost(LIMIT).until(() -> !looking.all().isEmpty());
            run();
            await().atMost(LIMIT).untilAsserted(() -> assertThat(looking.all())
                    .allSatisfy(one -> assertThat(one.sentence()).startsWith("copied as of")));
        } finally {
            looking.stop();
        }
        assertThat(run().status())
                .as("a run that ends after the gateway's own end asks nobody")
                .isEqualTo(Status.SUCCESS);
    }

    @Test
    void a_last_run_that_failed_is_not_well_however_fresh_the_rows_are() throws Exception {
        run();
        account.fails(Reason.UNAVAILABLE, "HTTP 503");
        run(only("lists"));
        states.look();
        assertThat(states.all().stream().filter(one -> !one.well()))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.name()).isEqualTo("default lists");
                    assertThat(one.sentence()).endsWith("; the last run failed, _sync_runs says why");
                });
    }

    @Test
    void a_warehouse_that_is_away_is_told_and_what_was_known_stays_known() throws Exception {
        run();
        states.look();
        Files.move(directory.resolve("warehouse.db"), directory.resolve("elsewhere.db"));
        Files.write(
                directory.resolve("warehouse.db"),
                "no database, but long enough to be taken for one".repeat(40).getBytes());

        states.look();

        assertThat(states.all().stream().filter(one -> !one.well()))
                .singleElement()
                .satisfies(one -> assertThat(one.name()).isEqualTo("default warehouse"));
        assertThat(states.all().stream().filter(CopyHealth::well)).hasSize(3);
    }
}
