package io.sluice.sync;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * How old each collection is, as its warehouse says: read every minute, and after each run of this process, so that whoever asks
 * does not wait for it.
 */
@Singleton
public class SyncStates {
    private static final Logger LOG = Logger.getLogger(SyncStates.class);
    private static final long EVERY_SECONDS = 60;

    private final ConfiguredSyncs configured;
    private final Warehouses warehouses;
    private final SyncMetrics metrics;
    private final InstantSource clock;
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();
    /** What it is asked for after its end is not done. */
    private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(
            1, work -> new Thread(work, "sync-states"), new ThreadPoolExecutor.DiscardPolicy());

    /** When it began to look; never in a command. */
    private volatile Instant since = Instant.MAX;

    /**
     * What was last seen of a sync.
     *
     * @param states by collection
     * @param trouble why they could not be read
     */
    private record Seen(Map<String, CollectionState> states, Optional<String> trouble) {}

    @Inject
    SyncStates(ConfiguredSyncs configured, Warehouses warehouses, SyncMetrics metrics, InstantSource clock) {
        this.configured = configured;
        this.warehouses = warehouses;
        this.metrics = metrics;
        this.clock = clock;
    }

    public void start() {
        since = clock.instant();
        scheduler.scheduleWithFixedDelay(this::look, 0, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    public void stop() {
        scheduler.shutdownNow();
    }

    /** A run has ended: looks now, beside the caller. Nothing where health is not asked for. */
    void lookSoon() {
        if (since.isBefore(Instant.MAX)) {
            scheduler.execute(this::look);
        }
    }

    /** One sentence for each collection of each sync, and whether somebody has to look after it. */
    public List<CopyHealth> all() {
        var all = new ArrayList<CopyHealth>();
        for (var sync : configured.all()) {
            var last = Optional.ofNullable(seen.get(sync.name()));
            if (last.isPresent()) {
                all.addAll(CopyHealth.of(sync, last.get().states(), last.get().trouble(), since, clock.instant()));
            }
        }
        return all;
    }

    /** Once: all of them. */
    void look() {
        for (var sync : configured.all()) {
            seen.put(sync.name(), seen(sync));
        }
        metrics.ages(ages());
    }

    /** What was known stays known while the warehouse is away. */
    private Seen seen(SyncSettings sync) {
        try {
            return new Seen(warehouses.of(sync).states(), Optional.empty());
        } catch (RuntimeException e) {
            LOG.warnf("sync.states_not_read sync=%s why=%s", sync.name(), e.getMessage());
            var before = seen.getOrDefault(sync.name(), new Seen(Map.of(), Optional.empty()));
            return new Seen(before.states(), Optional.of(String.valueOf(e.getMessage())));
        }
    }

    private Map<String, Map<String, Duration>> ages() {
        var now = clock.instant();
        var all = new TreeMap<String, Map<String, Duration>>();
        seen.forEach((sync, one) -> {
            var ages = new TreeMap<String, Duration>();
            one.states().forEach((collection, state) -> state.lastSuccessAt()
                    .ifPresent(success -> ages.put(collection, Duration.between(success, now))));
            all.put(sync, ages);
        });
        return all;
    }
}
