package io.sluice.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sluice.delivery.Reason;
import io.sluice.sfmc.SourceFailure;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class SyncRunTest extends SyncTestBase {
    private static final SyncOptions FULL = new SyncOptions(Set.of(), true, false, false);
    private static final SyncOptions DRY = new SyncOptions(Set.of(), false, true, false);

    @Test
    void the_first_run_copies_everything_in_order_and_says_so() throws Exception {
        campaigns.with("1", "one", T1).with("2", "two", T2);
        lists.with("7", "seven", T1);

        var report = run();

        assertThat(report.status()).isEqualTo(Status.SUCCESS);
        assertThat(report.collections())
                .extracting(CollectionReport::collection)
                .containsExactly("campaigns", "campaign_assets", "lists");
        assertThat(of(report, campaigns).changes()).isEqualTo(new Changes(2, 2, 0, 0, 0));
        assertThat(of(report, campaigns).calls()).isEqualTo(1);
        assertThat(rows("SELECT id, name FROM sfmc_prod.campaigns ORDER BY id")).containsExactly("1 one", "2 two");
        assertThat(rows("SELECT run_id, collection, status, fetched, inserted, calls FROM sfmc_prod._sync_runs"
                        + " ORDER BY collection"))
                .containsExactly(
                        report.id() + " campaign_assets success 0 0 1",
                        report.id() + " campaigns success 2 2 1",
                        report.id() + " lists success 1 1 1");
        assertThat(told)
                .contains("campaigns: success, 2 read: 2 new, 0 changed, 0 unchanged, 0 gone; 1 calls in 0.0 s");
        assertThat(registry.counter(
                                "sluice.sync.rows", "sync", "default", "collection", "campaigns", "change", "inserted")
                        .count())
                .isEqualTo(2);
        assertThat(registry.counter("sluice.sync.runs", "sync", "default", "status", "success")
                        .count())
                .isEqualTo(1);
        assertThat(Files.list(spools)).isEmpty();
    }

    @Test
    void collections_that_do_not_need_each_other_are_read_at_the_same_time() throws Exception {
        var both = new CyclicBarrier(2);
        lists.with("7", "seven", T1).then(() -> meet(both));
        campaigns.with("1", "one", T1).then(() -> meet(both));

        assertThat(run().status()).isEqualTo(Status.SUCCESS);
    }

    private static void meet(CyclicBarrier both) throws InterruptedException {
        try {
            both.await(30, TimeUnit.SECONDS);
        } catch (BrokenBarrierException | TimeoutException e) {
            throw new AssertionError("the other one is not read meanwhile", e);
        }
    }

    @Test
    void one_that_is_slow_does_not_keep_the_others_from_being_committed() throws Exception {
        campaigns.with("1", "one", T1);
        assets.with("5", "five", T1);
        lists.with("7", "seven", T1).then(() -> await().atMost(Duration.ofSeconds(30))
                .until(() -> rows("SELECT id FROM sfmc_prod.campaign_assets").equals(List.of("5"))));
        assertThat(run().status()).isEqualTo(Status.SUCCESS);
    }

    @Test
    void only_what_has_changed_is_written_and_the_watermark_is_that_of_the_newest() throws Exception {
        for (var i = 0; i < 120; i++) {
            campaigns.with("" + i, "name " + i, T1);
        }
        run();
        var before = rows("SELECT id, uuid_ts, received_at FROM sfmc_prod.campaigns WHERE id <> '17' ORDER BY id");
        var changed = rows("SELECT uuid_ts FROM sfmc_prod.campaigns WHERE id = '17'");
        campaigns.with("17", "renamed", T2);
        clock.passes(Duration.ofHours(3));

        var report = run();

        assertThat(of(report, campaigns).changes()).isEqualTo(new Changes(120, 0, 1, 119, 0));
        assertThat(rows("SELECT id, uuid_ts, received_at FROM sfmc_prod.campaigns WHERE id <> '17' ORDER BY id"))
                .isEqualTo(before);
        assertThat(rows("SELECT uuid_ts FROM sfmc_prod.campaigns WHERE id = '17'"))
                .isNotEqualTo(changed);
        assertThat(rows("SELECT received_at FROM sfmc_prod.campaigns WHERE id = '17'"))
                .containsExactly("2026-03-01T15:00:00.000000Z");
        assertThat(state(campaigns).watermark()).contains(Instant.parse(T2));
    }

    @Test
    void when_nothing_has_changed_nothing_is_written_but_that_there_was_a_run() throws Exception {
        campaigns.with("1", "one", T2);
        run();

        var report = run();

        assertThat(report.status()).isEqualTo(Status.SUCCESS);
        assertThat(of(report, campaigns).changes()).isEqualTo(new Changes(1, 0, 0, 1, 0));
        assertThat(rows("SELECT status FROM sfmc_prod._sync_runs WHERE collection = 'campaigns'"))
                .containsExactly("success", "success");
        assertThat(state(campaigns).watermark()).contains(Instant.parse(T2));
    }

    @Test
    void a_collection_that_fails_stays_as_it_was_and_leaves_the_others_alone() throws Exception {
        campaigns.with("1", "one", T1);
        lists.with("7", "seven", T1);
        run();
        var first = state(lists);
        campaigns.with("2", "two", T2);
        lists.with("7", "renamed", T2).then(() -> {
            throw SourceFailure.of(ScriptedAccount.failure(Reason.UNAVAILABLE, "HTTP 503"));
        });

        var report = run();

        assertThat(report.status()).isEqualTo(Status.PARTIAL);
        assertThat(of(report, campaigns).status()).isEqualTo(Status.SUCCESS);
        var fault = of(report, lists).fault().orElseThrow();
        assertThat(fault.reason()).isEqualTo("unavailable");
        assertThat(fault.detail()).isEqualTo("HTTP 503");
        assertThat(fault.remedy()).isEqualTo(Reason.UNAVAILABLE.remedy());
        assertThat(rows("SELECT name FROM sfmc_prod.lists")).containsExactly("seven");
        assertThat(rows("SELECT id FROM sfmc_prod.campaigns ORDER BY id")).containsExactly("1", "2");
        assertThat(rows("SELECT status, reason, detail, calls FROM sfmc_prod._sync_runs WHERE collection = 'lists'"
                        + " AND run_id = '" + report.id() + "'"))
                .containsExactly("failure unavailable HTTP 503 1");
        assertThat(state(lists).watermark()).as("not moved").isEqualTo(first.watermark());
        assertThat(state(lists).lastSuccessAt()).isEqualTo(first.lastSuccessAt());
        assertThat(state(lists).lastRunAt()).isEqualTo(state(campaigns).lastRunAt());
        assertThat(state(lists).lastStatus()).contains(Status.FAILURE);
        assertThat(Files.list(spools)).isEmpty();
    }

    @Test
    void a_bug_in_one_collection_is_told_without_anybodys_data() throws Exception {
        campaigns.then(() -> {
            throw new IllegalStateException("Ann Smith");
        });
        var report = run();
        assertThat(of(report, campaigns).fault().orElseThrow().reason()).isEqualTo("internal");
        assertThat(of(report, campaigns).toString())
                .contains("IllegalStateException")
                .doesNotContain("Ann");
        assertThat(of(report, lists).status()).isEqualTo(Status.SUCCESS);
    }

    @Test
    void a_watermark_is_never_after_the_start_of_its_run_and_never_goes_back() throws Exception {
        campaigns.with("1", "from the future", "2999-01-01T00:00:00Z");
        run();
        var capped = state(campaigns).watermark().orElseThrow();
        assertThat(capped).isEqualTo(state(campaigns).lastRunAt().orElseThrow());

        campaigns.with("1", "from the past", T1);
        run();
        assertThat(state(campaigns).watermark()).contains(capped);
    }

    @Test
    void what_is_gone_from_a_whole_scan_is_marked_and_from_another_it_is_not() throws Exception {
        campaigns.with("1", "one", T1).with("2", "two", T1);
        lists.with("7", "seven", T1).with("8", "eight", T1);
        run();
        campaigns.without("2");
        lists.without("8").neverWhole();

        run();

        assertThat(rows("SELECT id, is_deleted FROM sfmc_prod.campaigns ORDER BY id"))
                .containsExactly("1 0", "2 1");
        assertThat(rows("SELECT id, is_deleted FROM sfmc_prod.lists ORDER BY id"))
                .containsExactly("7 0", "8 0");
    }

    @Test
    void a_collection_that_is_read_can_ask_what_there_is_of_it() throws Exception {
        lists.with("7", "seven", T1).with("8", "eight", T1);
        var live = new TreeSet<String>();
        lists.then(
                () -> live.addAll(lists.asked.get(lists.asked.size() - 1).live().keys()));
        run();
        assertThat(live).isEmpty();
        lists.without("8");
        run(FULL);
        assertThat(live).containsExactly("7", "8");
        live.clear();
        run();
        assertThat(live).as("what was marked is gone").containsExactly("7");
    }

    @Test
    void a_dry_run_says_what_would_happen_and_leaves_nothing() throws Exception {
        campaigns.with("1", "one", T1);

        var first = run(DRY);

        assertThat(first.status()).isEqualTo(Status.SUCCESS);
        assertThat(first.id()).isEmpty();
        assertThat(of(first, campaigns).changes().inserted()).isEqualTo(1);
        assertThat(directory).as("not even an empty file, or a lock").isDirectoryNotContaining("glob:**warehouse*");

        run();
        campaigns.with("1", "renamed", T2);
        assertThat(of(run(DRY), campaigns).changes()).isEqualTo(new Changes(1, 0, 1, 0, 0));
        assertThat(rows("SELECT name FROM sfmc_prod.campaigns")).containsExactly("one");
        assertThat(rows("SELECT DISTINCT status FROM sfmc_prod._sync_runs")).containsExactly("success");
        assertThat(state(campaigns).watermark()).contains(Instant.parse(T1));
    }

    @Test
    void a_dry_run_leaves_the_record_of_a_run_that_died_to_the_next_one_that_writes() throws Exception {
        run();
        update("UPDATE sfmc_prod._sync_runs SET status = 'running' WHERE collection = 'lists'");

        run(DRY);
        assertThat(rows("SELECT status FROM sfmc_prod._sync_runs WHERE collection = 'lists'"))
                .containsExactly("running");

        run(only("campaigns"));
        assertThat(rows("SELECT status FROM sfmc_prod._sync_runs WHERE collection = 'lists'"))
                .containsExactly("failure");
    }

    @Test
    void all_is_read_the_first_time_when_it_is_asked_for_and_a_day_after_the_last_time() throws Exception {
        lists.with("7", "seven", T1);
        run();
        run();
        run(FULL);
        run();
        update("UPDATE sfmc_prod._sync_state SET last_full_at = '"
                + Instant.now().minus(24, ChronoUnit.HOURS).minusSeconds(1) + "'");
        run();
        run();
        assertThat(lists.asked).extracting(Since::full).containsExactly(true, false, true, false, true, false);
    }

    @Test
    void deletions_that_are_confirmed_are_looked_for_in_all_there_is() throws Exception {
        for (var id = 0; id < 12; id++) {
            lists.with("" + id, "list " + id, T1);
        }
        run();
        for (var id = 0; id < 12; id++) {
            lists.without("" + id);
        }
        assertThat(of(run(FULL), lists).status()).isEqualTo(Status.PARTIAL);

        var report = run(new SyncOptions(Set.of("lists"), false, false, true));

        assertThat(lists.asked.get(2).full()).isTrue();
        assertThat(of(report, lists).changes().deleted()).isEqualTo(12);
    }

    @Test
    void a_collection_that_was_not_read_whole_is_read_whole_the_next_time() throws Exception {
        lists.with("7", "seven", T1).neverWhole();
        run();
        run();
        assertThat(lists.asked).extracting(Since::full).containsExactly(true, true);
        assertThat(state(lists).lastFullAt()).isEmpty();
    }

    @Test
    void a_resync_of_one_collection_touches_only_that_one() throws Exception {
        campaigns.with("1", "one", T1);
        lists.with("7", "seven", T1);
        run();
        var before = state(campaigns);
        campaigns.with("2", "two", T2);
        lists.with("8", "eight", T2);

        var report = run(new SyncOptions(Set.of("lists"), true, false, false));

        assertThat(report.collections())
                .extracting(CollectionReport::collection)
                .containsExactly("lists");
        assertThat(lists.asked.get(1).full()).isTrue();
        assertThat(state(campaigns)).isEqualTo(before);
        assertThat(rows("SELECT count(*) FROM sfmc_prod.lists")).containsExactly("2");
        assertThat(campaigns.asked).hasSize(1);
    }

    @Test
    void assets_get_the_ids_of_campaigns_that_this_run_has_committed_completely() throws Exception {
        campaigns.with("1", "one", T1).with("2", "two", T1);
        run();
        run(only("campaign_assets"));
        run(DRY);
        campaigns.without("2").neverWhole();
        run();
        assertThat(assets.asked)
                .extracting(Since::campaigns)
                .containsExactly(Optional.of(List.of("1", "2")), Optional.empty(), Optional.empty(), Optional.empty());
    }

    @Test
    void calls_that_had_to_be_repeated_are_counted_and_told() throws Exception {
        account.repeats(2);
        var report = run(only("lists"));
        assertThat(of(report, lists).status()).isEqualTo(Status.SUCCESS);
        assertThat(of(report, lists).calls()).isEqualTo(3);
        assertThat(of(report, lists).retries()).isEqualTo(2);
        assertThat(rows("SELECT calls, retries FROM sfmc_prod._sync_runs")).containsExactly("3 2");
        assertThat(told).contains("lists: again in 5.0 s, throttled: Rate limit exceeded");
    }

    @Test
    void what_is_wrong_with_the_account_ends_the_run_and_nothing_more_is_begun() throws Exception {
        campaigns.with("1", "one", T1);
        run();
        account.called.clear();
        account.fails(Reason.CREDENTIALS, "invalid_client: Client authentication failed.");
        var before = state(campaigns);

        var report = run();

        assertThat(report.status()).isEqualTo(Status.FAILURE);
        assertThat(report.collections()).hasSize(3).allSatisfy(one -> assertThat(one.fault())
                .hasValueSatisfying(fault -> {
                    assertThat(fault.reason()).isEqualTo("credentials");
                    assertThat(fault.detail()).isEqualTo("invalid_client: Client authentication failed.");
                    assertThat(fault.remedy()).isEqualTo(Reason.CREDENTIALS.remedy());
                }));
        assertThat(account.called)
                .as("one call of each that was under way")
                .doesNotContain("/campaign_assets")
                .doesNotHaveDuplicates();
        assertThat(state(campaigns).watermark()).isEqualTo(before.watermark());
        assertThat(rows("SELECT collection, status FROM sfmc_prod._sync_runs WHERE run_id = '" + report.id()
                        + "' ORDER BY collection"))
                .containsExactly("campaign_assets failure", "campaigns failure", "lists failure");
    }

    @Test
    void a_scope_that_the_token_lacks_fails_its_collection_alone_and_is_named() throws Exception {
        account.lackingScopes.add("lists_read");
        var report = run();
        assertThat(report.status()).isEqualTo(Status.PARTIAL);
        assertThat(of(report, lists).fault())
                .contains(new Fault(
                        "permission",
                        "The token has no scope lists_read.",
                        "The administrator of Marketing Cloud: grant the installed package lists_read."));
        assertThat(account.called).containsExactly("/campaigns", "/campaign_assets");
    }

    @Test
    void new_fields_are_reported_by_name_once_and_without_their_values() throws Exception {
        var table = lists.tables().get(0);
        try (var spool = Spool.in(spools, List.of(table))) {
            var scan = new Scanned(spool, clock, told::add);
            for (var id : List.of("1", "2")) {
                var object = JsonNodeFactory.instance.objectNode().put("id", id).put("place", "Ulm");
                object.putObject("owner").put("name", "Ann");
                scan.row(table, object);
            }
            assertThat(scan.notices())
                    .containsExactly("lists: fields that are new, kept in the column extra: owner, place");
        }
    }
}
