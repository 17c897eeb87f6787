package io.sluice.inbox;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** The syncs that commands have asked for, each in a thread of its own: they take long, and a pause must not wait for them. */
final class SyncErrands {
    private static final Logger LOG = Logger.getLogger(SyncErrands.class);
    private static final String BEGUN = "The run begins.";

    /** After which a run that was begun by another process is tried again, until that one has let go of its tables. */
    private static final long AGAIN_MILLIS = 2_000;

    private final ErrandWork work;
    private final Syncing syncing;
    private final Map<Long, Run> runs = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> new Thread(task, "sync-errand"));

    SyncErrands(ErrandWork work, Syncing syncing) {
        this.work = work;
        this.syncing = syncing;
    }

    /** Returns at once; nothing happens where it is being carried out already. */
    void begin(ErrandRow errand, long fence) {
        runs.computeIfAbsent(errand.id(), id -> {
            var run = new Run(errand, fence);
            threads.execute(run);
            return run;
        });
    }

    /** To be called now and then: what the runs have told since goes to the store. */
    void noteProgress() {
        runs.values().forEach(Run::noteProgress);
    }

    /** What is under way is given up, and stays open. */
    void stop(Duration atMost) throws InterruptedException {
        threads.shutdownNow();
        if (!threads.awaitTermination(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warnf("errand.not_ended ids=%s: a sync has not ended within %s", runs.keySet(), atMost);
        }
    }

    private final class Run implements Runnable {
        private final ErrandRow errand;
        private final long fence;
        private String noted = BEGUN;
        private volatile String told = BEGUN;

        Run(ErrandRow errand, long fence) {
            this.errand = errand;
            this.fence = fence;
        }

        @Override
        public void run() {
            try {
                // Whoever saw it open may have looked just before a run of it was over, and asked just after.
                if (work.isOpen(errand)) {
                    work.progress(errand, fence, BEGUN);
                    carryOut();
                    LOG.infof("errand.done id=%d kind=%s account=%s", errand.id(), errand.kind(), errand.account());
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                LOG.infof("errand.given_up id=%d: the next holder of %s has it", errand.id(), errand.account());
            } catch (RuntimeException notWritten) {
                LOG.warnf("errand.put_off id=%d why=%s", errand.id(), notWritten.getMessage());
            } finally {
                runs.remove(errand.id());
            }
        }

        private void carryOut() throws InterruptedException {
            try {
                var wanted = (Errand.Sync) Errand.of(errand.kind(), errand.argument());
                work.done(errand, fence, report(wanted));
            } catch (StoreUnavailable away) {
                throw away;
            } catch (RuntimeException fault) {
                LOG.warnf(fault, "errand.failed id=%d kind=%s", errand.id(), errand.kind());
                work.fail(errand, fence, String.valueOf(fault.getMessage()));
            }
        }

        /** One that another process had begun is not skipped: that process may not know yet that it has lost the account. */
        private String report(Errand.Sync wanted) throws InterruptedException {
            var begunElsewhere = !errand.progress().isEmpty();
            var ended = syncing.run(wanted, this::tell);
            while (ended.skipped() && begunElsewhere) {
                tell("Waits until the run that another process had begun has come to its end.");
                TimeUnit.MILLISECONDS.sleep(AGAIN_MILLIS);
                ended = syncing.run(wanted, this::tell);
            }
            return ended.report();
        }

        private void tell(String line) {
            told = line;
        }

        private synchronized void noteProgress() {
            var line = told;
            if (!line.equals(noted)) {
                noted = line;
                work.progress(errand, fence, line);
            }
        }
    }
}
