package io.sluice.inbox;

import io.sluice.delivery.Action;
import io.sluice.delivery.Flows;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Carries out what commands ask of the accounts that this process holds. */
@Singleton
public class ErrandRunner {
    private static final Logger LOG = Logger.getLogger(ErrandRunner.class);
    private static final long EVERY_MILLIS = 500;

    /** For calls under way to come back, and for an errand to end when the process stops. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** What a sync has not committed by then is undone, and read again by the next run. */
    private static final Duration SYNC_PATIENCE = Duration.ofSeconds(20);

    private final SqlStore store;
    private final Lanes lanes;
    private final ErrandWork work;
    private final SyncErrands syncs;
    private volatile long firstSync;
    private final ScheduledExecutorService scheduler =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "errands"));

    @Inject
    ErrandRunner(SqlStore store, Lanes lanes, Flows flows, @Any Instance<Action> actions, Syncing syncing) {
        this(store, lanes, new ErrandWork(store, new Replays(store, flows.flows(), Repeatable.of(actions))), syncing);
    }

    ErrandRunner(SqlStore store, Lanes lanes, ErrandWork work, Syncing syncing) {
        this.store = store;
        this.lanes = lanes;
        this.work = work;
        this.syncs = new SyncErrands(work, syncing);
    }

    /**
     * As a command that has asked for a sync. Those asked for before are left to a gateway, or to their own commands: that of one
     * which was killed would otherwise take this one's place, and nobody would know what came of it.
     *
     * @param sync the number of its errand
     */
    public void startBeside(long sync) {
        firstSync = sync;
        start();
    }

    public void start() {
        scheduler.scheduleWithFixedDelay(this::run, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** An errand that is under way is given up, and stays open. */
    public void stop() {
        scheduler.shutdownNow();
        try {
            syncs.stop(SYNC_PATIENCE);
            scheduler.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Once: whatever is open. */
    void run() {
        try {
            syncs.noteProgress();
            for (var account : lanes.accounts()) {
                run(account);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warnf("errand.put_off why=%s", e.getMessage());
        }
    }

    private void run(String account) throws InterruptedException {
        for (var errand : store.reads().read(sql -> ErrandSql.open(sql, account))) {
            var fence = lanes.state(account).fence();
            if (fence.isEmpty()) {
                return;
            }
            if (!errand.kind().equals(Errand.SYNC)) {
                carryOut(errand, fence.get());
            } else if (errand.id() >= firstSync) {
                syncs.begin(errand, fence.get());
            }
        }
    }

    private void carryOut(ErrandRow errand, long fence) throws InterruptedException {
        var account = errand.account();
        var drained = errand.kind().equals(Errand.REPLAY);
        var stood = Lanes.whileStanding(lanes.of(account, errand.lane()), drained, PATIENCE, () -> {
            work.carryOut(errand, fence);
            if (errand.lane().isEmpty()) {
                lanes.state(account).pausedAs(store.pause(account));
            }
        });
        if (!stood) {
            work.fail(errand, fence, "Calls or jobs under way did not end within " + PATIENCE + ": ask again.");
        }
        LOG.infof(
                "errand.done id=%d kind=%s account=%s lane=%s",
                errand.id(), errand.kind(), errand.account(), errand.lane().orElse(""));
    }
}
