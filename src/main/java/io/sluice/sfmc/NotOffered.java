package io.sluice.sfmc;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** The accounts that do not offer something at present; each is asked again after a day. */
final class NotOffered {
    private static final Logger LOG = Logger.getLogger(NotOffered.class);
    private static final Duration ASK_AGAIN_AFTER = Duration.ofDays(1);

    private final SfmcMetrics metrics;
    private final InstantSource clock;
    private final Map<String, Instant> since = new ConcurrentHashMap<>();

    NotOffered(SfmcMetrics metrics, InstantSource clock) {
        this.metrics = metrics;
        this.clock = clock;
    }

    boolean contains(String account) {
        var refused = since.get(account);
        return refused != null && clock.instant().isBefore(refused.plus(ASK_AGAIN_AFTER));
    }

    void add(String account, String why) {
        since.put(account, clock.instant());
        metrics.asyncRowsRefused(account);
        LOG.warnf(
                "async_rows.refused account=sfmc-%s why=%s: rows go by the rowset call, which takes more calls; it is tried again in"
                        + " a day. Ask Marketing Cloud support to switch the asynchronous data extension API on,"
                        + " or set async-rows to off",
                account, why);
    }
}
