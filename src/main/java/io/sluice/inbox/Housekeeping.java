package io.sluice.inbox;

import jakarta.inject.Singleton;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** What is done again and again beside the traffic: retention, and reading the metrics from the store. */
@Singleton
public class Housekeeping {
    private static final Logger LOG = Logger.getLogger(Housekeeping.class);
    private static final long EVERY_SECONDS = 60;

    private static final long METRICS_SECONDS = 5;

    private final Retention retention;
    private final Forgetting forgetting;
    private final StoreMetrics metrics;
    private final SqlStore store;
    private final ScheduledExecutorService scheduler =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "housekeeping"));

    Housekeeping(Retention retention, Forgetting forgetting, StoreMetrics metrics, SqlStore store) {
        this.retention = retention;
        this.forgetting = forgetting;
        this.metrics = metrics;
        this.store = store;
    }

    public void start() {
        scheduler.scheduleWithFixedDelay(metrics::refresh, 0, METRICS_SECONDS, TimeUnit.SECONDS);
        scheduler.scheduleWithFixedDelay(this::clean, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    public void stop() {
        scheduler.shutdownNow();
    }

    private void clean() {
        try {
            retention.clean(store.now());
            forgetting.clean(store.now());
        } catch (RuntimeException e) {
            LOG.warnf("retention.put_off why=%s", e.getMessage());
        }
    }
}
