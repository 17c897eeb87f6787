package io.sluice.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sluice.delivery.Reason;
import io.sluice.sfmc.SourceFailure;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How a run ends before its time, and what may not begin. */
class SyncEndTest extends SyncTestBase {
    private final CountDownLatch reading = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    @Test
    void of_two_runs_at_once_one_is_skipped_and_changes_nothing() throws Exception {
        lists.with("7", "seven", T1).then(this::halt);
        var first = CompletableFuture.supplyAsync(this::quietly);
        assertThat(reading.await(30, TimeUnit.SECONDS)).isTrue();

        var second = run();

        assertThat(second.status()).isEqualTo(Status.SKIPPED);
        assertThat(second.collections()).isEmpty();
        assertThat(second.id()).isEmpty();
        assertThat(lists.asked).hasSize(1);
        goOn.countDown();
        assertThat(first.get(30, TimeUnit.SECONDS).status()).isEqualTo(Status.SUCCESS);
        assertThat(rows("SELECT DISTINCT run_id FROM sfmc_prod._sync_runs")).hasSize(1);
    }

    @Test
    void a_run_that_is_told_to_stop_says_so_keeps_what_it_has_committed_and_is_due_as_before() throws Exception {
        campaigns.with("1", "one", T1);
        lists.with("7", "seven", T1).then(this::halt);
        var run = CompletableFuture.supplyAsync(this::quietly);
        assertThat(reading.await(30, TimeUnit.SECONDS)).isTrue();
        awaitTold("campaign_assets: success");

        syncs.stop();

        assertThatThrownBy(() -> run.get(30, TimeUnit.SECONDS)).hasRootCauseInstanceOf(InterruptedException.class);
        assertThat(rows("SELECT collection, status, reason FROM sfmc_prod._sync_runs ORDER BY collection"))
                .containsExactly("campaign_assets success null", "campaigns success null", "lists failure interrupted");
        assertThat(state(campaigns).lastRunAt()).isPresent();
        assertThat(state(lists)).isEqualTo(CollectionState.NEW);
        assertThat(rows("SELECT count(*) FROM sfmc_prod.lists")).containsExactly("0");
        assertThat(Files.list(spools)).isEmpty();
        assertThatThrownBy(this::run).isInstanceOf(InterruptedException.class);
    }

    @Test
    void a_thread_that_was_interrupted_while_rows_were_put_aside_stops_as_well() throws Exception {
        lists.with("7", "seven", T1).then(() -> Thread.currentThread().interrupt());
        assertThatThrownBy(this::run).isInstanceOf(InterruptedException.class);
        assertThat(rows("SELECT reason FROM sfmc_prod._sync_runs WHERE collection = 'lists'"))
                .containsExactly("interrupted");
        lists.then(() -> {});
        assertThat(run().status()).as("the lock is given back").isEqualTo(Status.SUCCESS);
    }

    @Test
    void a_run_that_is_told_to_stop_while_several_are_read_has_a_record_for_each() throws Exception {
        var both = new CountDownLatch(2);
        for (var collection : List.of(campaigns, lists)) {
            collection.then(() -> {
                both.countDown();
                halt();
            });
        }
        var run = CompletableFuture.supplyAsync(this::quietly);
        assertThat(both.await(30, TimeUnit.SECONDS)).isTrue();

        syncs.stop();

        assertThatThrownBy(() -> run.get(30, TimeUnit.SECONDS)).hasRootCauseInstanceOf(InterruptedException.class);
        assertThat(rows("SELECT collection, status, reason FROM sfmc_prod._sync_runs ORDER BY collection"))
                .containsExactly("campaigns failure interrupted", "lists failure interrupted");
        assertThat(warehouses.of(configured.named("default")).states()).isEmpty();
        assertThat(Files.list(spools)).isEmpty();
    }

    @Test
    void a_run_that_loses_the_account_begins_nothing_more_and_is_due_as_before() throws Exception {
        var listsBegun = new CountDownLatch(1);
        campaigns.then(() -> {
            assertThat(listsBegun.await(30, TimeUnit.SECONDS)).isTrue();
            throw SourceFailure.of(ScriptedAccount.failure(Reason.LEASE_LOST, "Another process holds the account."));
        });
        lists.with("7", "seven", T1).then(() -> {
            listsBegun.countDown();
            awaitTold("campaign_assets: failed");
        });

        var report = run();

        assertThat(report.status()).isEqualTo(Status.PARTIAL);
        assertThat(of(report, assets).fault().orElseThrow().reason()).isEqualTo("lease_lost");
        assertThat(assets.asked).isEmpty();
        assertThat(state(campaigns)).isEqualTo(CollectionState.NEW);
        assertThat(state(assets)).isEqualTo(CollectionState.NEW);
        assertThat(of(report, lists).status()).as("what had been read by then").isEqualTo(Status.SUCCESS);
    }

    @Test
    void a_warehouse_that_cannot_be_opened_fails_the_run_before_any_call() throws Exception {
        var file = Files.createFile(directory.resolve("file"));
        configure(file.resolve("warehouse.db"));

        var report = run();

        assertThat(report.status()).isEqualTo(Status.FAILURE);
        assertThat(report.collections()).hasSize(3).allSatisfy(one -> {
            assertThat(one.fault().orElseThrow().reason()).isEqualTo("warehouse_unavailable");
            assertThat(one.fault().orElseThrow().detail()).contains(file.toString());
            assertThat(one.fault().orElseThrow().remedy()).isNotEmpty();
        });
        assertThat(account.called).isEmpty();
    }

    @Test
    void a_directory_that_takes_no_rows_fails_each_collection_and_is_named() throws Exception {
        Files.delete(spools);
        var report = run();
        assertThat(report.status()).isEqualTo(Status.FAILURE);
        assertThat(report.collections()).hasSize(3).allSatisfy(one -> {
            assertThat(one.fault().orElseThrow().reason()).isEqualTo("spool_failed");
            assertThat(one.fault().orElseThrow().detail()).contains(spools.toString());
        });
        assertThat(rows("SELECT DISTINCT reason FROM sfmc_prod._sync_runs")).containsExactly("spool_failed");
    }

    @Test
    void what_is_not_there_is_answered_with_what_is() {
        assertThatThrownBy(() -> run(only("campaings")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("campaings")
                .hasMessageContaining("campaigns, campaign_assets, lists");
        assertThatThrownBy(() -> syncs.run("eu", SyncOptions.USUAL, told::add))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("There is no sync 'eu'; there are default.");
    }

    private void awaitTold(String words) {
        await().atMost(Duration.ofSeconds(30)).until(() -> told.stream().anyMatch(line -> line.startsWith(words)));
    }

    private void halt() throws InterruptedException {
        reading.countDown();
        assertThat(goOn.await(30, TimeUnit.SECONDS)).isTrue();
    }

    private RunReport quietly() {
        try {
            return run();
        } catch (InterruptedException e) {
            throw new CompletionException(e);
        }
    }
}
