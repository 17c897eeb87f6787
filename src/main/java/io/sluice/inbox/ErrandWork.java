package io.sluice.inbox;

import io.sluice.delivery.Reason;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.jboss.logging.Logger;

/**
 * Carries errands out in the store, under the account's fence and together with their answer. Meanwhile the lanes that it
 * is about must stand still, and have nothing under way.
 */
final class ErrandWork {
    private static final Logger LOG = Logger.getLogger(ErrandWork.class);

    /** A pause by hand ends by hand. */
    static final long UNTIL_RESUMED = Instant.parse("9999-12-31T23:59:59Z").toEpochMilli();

    private final SqlStore store;
    private final Replays replays;

    ErrandWork(SqlStore store, Replays replays) {
        this.store = store;
        this.replays = replays;
    }

    /** What is to be written. @return the answer */
    private interface Change {
        String in(SqlTx tx) throws Exception;
    }

    /**
     * Afterwards it has its answer, unless somebody else holds the account now, who will carry it out.
     *
     * @throws StoreUnavailable when the store does not take it; it is still open, or nobody knows
     */
    void carryOut(ErrandRow errand, long fence) throws InterruptedException {
        try {
            var change = change(errand);
            write(errand, fence, ErrandRow.State.DONE, change);
        } catch (StoreUnavailable unavailable) {
            throw unavailable;
        } catch (RuntimeException fault) {
            LOG.warnf("errand.failed id=%d kind=%s why=%s", errand.id(), errand.kind(), fault);
            write(errand, fence, ErrandRow.State.FAILED, tx -> String.valueOf(fault.getMessage()));
        }
    }

    /** Whether it has no answer yet, now. */
    boolean isOpen(ErrandRow errand) {
        return store.reads().read(sql -> ErrandSql.one(sql, errand.id()).isOpen());
    }

    /** What was done elsewhere than in the store. */
    void done(ErrandRow errand, long fence, String answer) throws InterruptedException {
        write(errand, fence, ErrandRow.State.DONE, tx -> answer);
    }

    /** Does not wait until it is written: the next line may be nearer. */
    void progress(ErrandRow errand, long fence, String line) {
        store.clean(tx -> {
                    tx.fence(errand.account(), fence);
                    ErrandSql.progress(tx.sql(), errand.id(), line);
                    return null;
                })
                .whenComplete((written, fault) -> {
                    if (fault != null) {
                        LOG.warnf("errand.progress_not_written id=%d why=%s", errand.id(), fault.getMessage());
                    }
                });
    }

    /** It cannot be done now. */
    void fail(ErrandRow errand, long fence, String why) throws InterruptedException {
        write(errand, fence, ErrandRow.State.FAILED, tx -> why);
    }

    private void write(ErrandRow errand, long fence, ErrandRow.State state, Change change) throws InterruptedException {
        var written = store.clean(tx -> {
            tx.fence(errand.account(), fence);
            return ErrandSql.answer(tx.sql(), errand.id(), state, change.in(tx));
        });
        try {
            written.toCompletableFuture().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Tx.LeaseLost lost) {
                LOG.infof("errand.elsewhere id=%d why=%s", errand.id(), lost.getMessage());
            } else if (e.getCause() instanceof RuntimeException fault) {
                throw fault;
            } else {
                throw new IllegalStateException(e.getCause());
            }
        }
    }

    private Change change(ErrandRow row) {
        var errand = Errand.of(row.kind(), row.argument());
        if (errand instanceof Errand.Replay replay) {
            var lane = row.lane().orElseThrow(() -> new IllegalArgumentException("A replay is of one lane."));
            if (!store.jobs(lane).isEmpty()) {
                throw new IllegalStateException("The lane " + lane
                        + " has jobs whose verdicts are still to be had: start the gateway, and ask again.");
            }
            return replays.plan(lane, replay)::in;
        }
        if (errand instanceof Errand.Pause) {
            return pause(row, UNTIL_RESUMED, Optional.of(Reason.OPERATOR), "paused");
        }
        if (errand instanceof Errand.Resume) {
            return pause(row, 0, Optional.empty(), "resumed");
        }
        throw new IllegalStateException("'" + row.kind() + "' is not done in the store alone.");
    }

    private static Change pause(ErrandRow row, long until, Optional<Reason> reason, String done) {
        return tx -> {
            if (row.lane().isPresent()) {
                tx.pauseLane(row.lane().get(), until, reason);
                return "The lane " + row.lane().get() + " is " + done + ".";
            }
            tx.pauseAccount(row.account(), until, reason);
            return "The account " + row.account() + " is " + done + ".";
        };
    }
}
