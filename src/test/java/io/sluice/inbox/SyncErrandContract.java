package io.sluice.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A sync that a command asks for, on either store. */
abstract class SyncErrandContract extends CommandTestBase {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Errand.Sync WANTED = new Errand.Sync("default", Set.of("lists"), true, false, true);
    private static final Syncing.Ended DONE = new Syncing.Ended(false, "all of it");
    private static final Syncing.Ended SKIPPED = new Syncing.Ended(true, "skipped");

    private final ScriptedSyncing syncing = new ScriptedSyncing(DONE);
    private SyncErrands errands;

    @AfterEach
    void stop() throws Exception {
        if (errands != null) {
            errands.stop(SOON);
        }
    }

    @Test
    void other_errands_go_on_while_it_is_carried_out() throws Exception {
        var id = ask(WANTED);
        begin(id, syncing);
        assertThat(syncing.begun()).isEqualTo(WANTED);

        assertThat(carriedOut(new Errand.Pause())).isEqualTo("The lane lane is paused.");
        assertThat(row(id).isOpen()).isTrue();

        syncing.letGo();
        assertThat(answer(id)).isEqualTo(new CommandStore.Answer(true, "all of it"));
    }

    @Test
    void it_is_begun_once_however_often_it_is_found_open() throws Exception {
        var id = ask(WANTED);
        begin(id, syncing);
        syncing.begun();
        errands.begin(row(id), fence());
        errands.begin(row(id), fence());

        syncing.letGo();
        assertThat(answer(id).done()).isTrue();
        assertThat(syncing.left()).isZero();
    }

    @Test
    void one_that_was_found_open_just_before_its_end_is_not_begun_again() throws Exception {
        var id = ask(WANTED);
        var found = row(id);
        begin(id, new ScriptedSyncing(DONE).letGo());
        answer(id);

        var syncs = new ScriptedSyncing(DONE, DONE).letGo();
        errands = new SyncErrands(work(), syncs);
        errands.begin(found, fence());
        var next = ask(WANTED);
        errands.begin(row(next), fence());
        assertThat(answer(next).done()).isTrue();
        assertThat(syncs.left()).isEqualTo(1);
    }

    @Test
    void the_newest_line_of_its_progress_is_in_the_store() throws Exception {
        var id = ask(WANTED);
        assertThat(row(id).progress()).isEmpty();
        begin(id, syncing);
        syncing.begun();
        await().atMost(SOON).until(() -> row(id).progress().equals("The run begins."));

        syncing.tell("lists: 1 page");
        syncing.tell("lists: 2 pages");
        errands.noteProgress();

        await().atMost(SOON).until(() -> row(id).progress().equals("lists: 2 pages"));
        assertThat(asked().standing(ModelFlow.ACCOUNT, id).progress()).isEqualTo("lists: 2 pages");
    }

    @Test
    void one_that_a_stop_interrupts_stays_open_and_the_next_holder_carries_it_out() throws Exception {
        var id = ask(WANTED);
        begin(id, syncing);
        syncing.begun();
        await().atMost(SOON).until(() -> !row(id).progress().isEmpty());
        errands.stop(SOON);
        assertThat(row(id).isOpen()).isTrue();

        begin(id, new ScriptedSyncing(DONE).letGo());

        assertThat(answer(id)).isEqualTo(new CommandStore.Answer(true, "all of it"));
    }

    @Test
    void one_that_another_had_begun_is_tried_until_that_one_has_let_go() throws Exception {
        var id = ask(WANTED);
        get(store.clean(tx -> {
            ErrandSql.progress(tx.sql(), id, "lists: 1 page");
            return null;
        }));

        begin(id, new ScriptedSyncing(SKIPPED, DONE).letGo());

        assertThat(answer(id)).isEqualTo(new CommandStore.Answer(true, "all of it"));
    }

    @Test
    void a_new_one_beside_a_run_is_skipped() throws Exception {
        var id = ask(WANTED);
        begin(id, new ScriptedSyncing(SKIPPED, DONE).letGo());
        assertThat(answer(id)).isEqualTo(new CommandStore.Answer(true, "skipped"));
    }

    @Test
    void why_it_cannot_be_done_is_its_answer() throws Exception {
        var id = ask(new Errand.Sync("none", Set.of(), false, false, false));
        begin(id, syncing.letGo());
        assertThat(answer(id)).isEqualTo(new CommandStore.Answer(false, "There is no sync 'none'."));
    }

    @Test
    void whoever_has_lost_the_account_answers_nothing() throws Exception {
        var id = ask(WANTED);
        begin(id, syncing);
        syncing.begun();
        writing(tx -> tx.release(ModelFlow.ACCOUNT, "test", 0));
        long next = settle(tx -> tx.lease(ModelFlow.ACCOUNT, "next", 60_000)).orElseThrow();

        syncing.letGo();
        errands.stop(SOON);
        assertThat(row(id).isOpen()).isTrue();

        errands = new SyncErrands(work(), new ScriptedSyncing(DONE).letGo());
        errands.begin(row(id), next);
        assertThat(answer(id).done()).isTrue();
    }

    @Test
    void the_command_sees_whether_anybody_holds_the_account() throws Exception {
        var id = ask(WANTED);
        writing(tx -> tx.release(ModelFlow.ACCOUNT, "test", 0));
        assertThat(asked().standing(ModelFlow.ACCOUNT, id).held()).isFalse();
        assertThat(leased("next", 60_000)).isPresent();
        assertThat(asked().standing(ModelFlow.ACCOUNT, id).held()).isTrue();
        clock.advance(Duration.ofMinutes(1));
        assertThat(asked().standing(ModelFlow.ACCOUNT, id).held()).isFalse();
    }

    @Test
    void what_the_command_withdraws_nobody_carries_out() throws Exception {
        var id = ask(WANTED);
        asked().withdraw(id, "stopped");
        assertThat(answer(id)).isEqualTo(new CommandStore.Answer(false, "stopped"));
        List<ErrandRow> open = store.reads().read(sql -> ErrandSql.open(sql, ModelFlow.ACCOUNT));
        assertThat(open).isEmpty();
    }

    @Test
    void it_comes_back_from_the_store_as_it_was_asked_for() {
        assertThat(Errand.of(WANTED.kind(), WANTED.argument())).isEqualTo(WANTED);
        assertThat(WANTED.kind()).isEqualTo(Errand.SYNC);
    }

    /** A store that only one gateway can have would let it take any other lease at once. */
    @Test
    void a_gateway_leaves_the_account_to_a_command_that_runs_a_sync_until_that_one_is_dead() throws Exception {
        writing(tx -> tx.release(ModelFlow.ACCOUNT, "test", 0));
        assertThat(leased(AccountSql.BESIDE + "1", 10_000)).isPresent();

        clock.advance(Duration.ofSeconds(9));
        assertThat(leased("gateway", 10_000)).isEmpty();
        assertThat(leased(AccountSql.BESIDE + "1", 10_000)).isPresent();
        clock.advance(Duration.ofSeconds(9));
        assertThat(leased("gateway", 10_000)).isEmpty();

        clock.advance(Duration.ofSeconds(2));
        assertThat(leased("gateway", 10_000)).isPresent();
    }

    private Optional<Long> leased(String holder, long millis) throws Exception {
        return settle(tx -> tx.lease(ModelFlow.ACCOUNT, holder, millis));
    }

    private long ask(Errand.Sync errand) throws Exception {
        return asked().ask(ModelFlow.ACCOUNT, errand);
    }

    private AskedSyncs asked() {
        return new AskedSyncs(store);
    }

    private void begin(long id, ScriptedSyncing with) {
        errands = new SyncErrands(work(), with);
        errands.begin(row(id), fence());
    }

    private ErrandWork work() {
        return new ErrandWork(store, new Replays(store, List.of(flow), ModelFlow::repeatable));
    }

    private long fence() {
        return account.fence().orElseThrow();
    }

    private ErrandRow row(long id) {
        return store.reads().read(sql -> ErrandSql.one(sql, id));
    }

    private CommandStore.Answer answer(long id) {
        return await().atMost(SOON)
                .until(() -> asked().standing(ModelFlow.ACCOUNT, id).answer(), Optional::isPresent)
                .orElseThrow();
    }
}
